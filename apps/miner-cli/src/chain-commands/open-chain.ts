import { IgError } from '@ig/errors'
import type { SubtensorClient } from '@ig/subtensor-client'
import type { CommandContext } from '../commands/command.ts'
import { escapeControl } from '../output/escape-control.ts'
import { createPrompter, type Prompter } from '../prompt/prompter.ts'
import { shownEndpoint } from '../settings/shown-endpoint.ts'
import { type ChosenNetwork, chosenNetwork, withGenesis } from './chosen-network.ts'

const CONNECT_TIMEOUT_MS = 20_000

/** What a command talks through before there is a chain. */
export interface Dialogue {
  readonly prompter: Prompter
  /** Says one line to people, on stderr. */
  say(line: string): void
}

/** A chain that answers. */
export interface OpenChain extends Dialogue {
  readonly client: SubtensorClient
  readonly network: ChosenNetwork
}

/**
 * The two ways of a command to people.
 *
 * @throws IgError `E_ARGUMENT` for words after the command's name: those of the chain take flags alone.
 */
export function openDialogue({ terminal, stdin, words }: CommandContext): Dialogue {
  if (words.length > 0) {
    throw new IgError({
      code: 'E_ARGUMENT',
      message: 'The command takes flags, and no words.',
      values: { words },
      hint: 'Leave them away; `--help` after the command lists its flags.',
    })
  }
  return {
    prompter: createPrompter({ terminal, stdin }),
    say: (line) => terminal.stderr.write(`${escapeControl(line)}\n`),
  }
}

/**
 * The network of the settings; where they name none, people are asked, since no chain is a default.
 *
 * @throws IgError `E_NETWORK` where nobody can be asked.
 */
export async function chooseNetwork(
  { settings }: CommandContext,
  { prompter }: Dialogue,
): Promise<ChosenNetwork> {
  const chosen = chosenNetwork(settings)
  if (chosen !== null) return chosen
  const flag = '--subtensor.network test'
  if (!prompter.interactive) {
    throw new IgError({
      code: 'E_NETWORK',
      message: 'The sandbox has no chain, and no other network is a default.',
      hint: `Name one, as ${flag}, or an address with --subtensor.chain_endpoint.`,
    })
  }
  const network = await prompter.select({
    message: 'Which network?',
    flag,
    options: [
      { value: 'test', hint: 'test TAO, worth nothing' },
      { value: 'local', hint: 'ws://127.0.0.1:9944' },
      { value: 'finney', hint: 'the main network: real money' },
    ],
  })
  return chosenNetwork({ 'subtensor.network': network, 'subtensor.chain_endpoint': null }) as ChosenNetwork
}

/**
 * Connects, runs and closes. `guard` is run before connecting, and again where the chain turns out to be another
 * one than its name said.
 */
export async function withChain<T>(
  {
    dialogue,
    network,
    guard,
    connectTimeoutMs = CONNECT_TIMEOUT_MS,
  }: { dialogue: Dialogue; network: ChosenNetwork; guard?: Guard; connectTimeoutMs?: number },
  run: (chain: OpenChain) => Promise<T>,
): Promise<T> {
  await guard?.(network)
  const { createSubtensorClient } = await import('@ig/subtensor-client')
  const client = createSubtensorClient(network.client)
  try {
    const where = network.client.endpoints?.map(shownEndpoint).join(', ') ?? network.name
    await dialogue.prompter.withSpinner(`Connecting to ${where}`, (signal) =>
      client.ready({ signal, timeoutMs: connectTimeoutMs }),
    )
    const seen = withGenesis(network, client.status().genesisHash)
    if (seen !== network) await guard?.(seen)
    return await run({ ...dialogue, client, network: seen })
  } finally {
    await client.close()
  }
}

type Guard = (network: ChosenNetwork) => void | Promise<void>
