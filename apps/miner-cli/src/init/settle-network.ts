import { IgError } from '@ig/errors'
import type { SubnetSummary } from '@ig/subtensor-client'
import { type ChosenNetwork, chosenNetwork } from '../chain-commands/chosen-network.ts'
import { withChain } from '../chain-commands/open-chain.ts'
import { ENDPOINT_LIST } from '../settings/chain-target.ts'
import type { Wizard } from './wizard.ts'

const OTHER = 'other'
const LOCAL_NODE = 'ws://127.0.0.1:9944'
/** A node on this machine answers at once, or is not there. */
const LOCAL_TIMEOUT_MS = 2_000
const TIMEOUT_MS = 15_000
const ASK_AGAIN: readonly string[] = ['E_CHAIN_UNREACHABLE', 'E_CHAIN_TIMEOUT', 'E_CHAIN_GENESIS']

/**
 * Settles the network, and finds a node of it that answers. Gives its subnets; null for the sandbox, which has none.
 *
 * @throws IgError `E_CHAIN_UNREACHABLE` where nobody can be asked for another node.
 */
export async function settleNetwork(wizard: Wizard): Promise<readonly SubnetSummary[] | null> {
  if (isNetworkGiven(wizard)) {
    const { settings } = wizard.context
    wizard.say(`✓ network: ${chosenNetwork(settings)?.name ?? 'sandbox'} (${whereNetwork(wizard)})`)
  } else await askNetwork(wizard)
  for (;;) {
    const network = chosenNetwork(wizard.context.settings)
    if (network === null) return null
    try {
      return await readSubnets(wizard, network)
    } catch (error) {
      const isAskable = IgError.isInstance(error) && ASK_AGAIN.includes(error.code)
      if (!isAskable || wizard.unattended) throw error
      wizard.say(`✗ ${error.message}`)
      await askEndpoint(wizard, 'The address of a node that answers')
    }
  }
}

/** Whether a flag, a variable or a file names a network. */
export function isNetworkGiven({ isGiven }: Pick<Wizard, 'isGiven'>): boolean {
  return isGiven('subtensor.network') || isGiven('subtensor.chain_endpoint')
}

function whereNetwork({ isGiven, sourceOf }: Wizard): string {
  return sourceOf(isGiven('subtensor.chain_endpoint') ? 'subtensor.chain_endpoint' : 'subtensor.network')
}

async function askNetwork(wizard: Wizard): Promise<void> {
  // Neither the main network nor a chain that may not be there is a default.
  if (wizard.unattended) return wizard.keep({ 'subtensor.network': 'sandbox' })
  const network = await wizard.prompter.select({
    message: 'Which network?',
    flag: '--subtensor.network NAME',
    initial: 'test',
    options: [
      { value: 'sandbox', hint: 'no chain, no wallet, no key: see a miner work' },
      { value: 'local', hint: `a node on this machine, ${LOCAL_NODE}` },
      { value: 'test', hint: 'test TAO, worth nothing' },
      { value: 'finney', hint: 'the main network: real money' },
      { value: OTHER, label: 'another address' },
    ],
  })
  if (network !== OTHER) return wizard.keep({ 'subtensor.network': network })
  await askEndpoint(wizard, 'The address of the node')
}

async function askEndpoint(wizard: Wizard, message: string): Promise<void> {
  const endpoint = await wizard.prompter.text({
    message,
    flag: '--subtensor.chain_endpoint ADDRESS',
    initial: wizard.context.settings['subtensor.chain_endpoint'] ?? LOCAL_NODE,
    validate: (answer) =>
      ENDPOINT_LIST.test(answer.trim())
        ? undefined
        : 'It begins with ws:// or wss://, as ws://127.0.0.1:9944.',
  })
  wizard.keep({ 'subtensor.chain_endpoint': endpoint.trim() })
}

function readSubnets(wizard: Wizard, network: ChosenNetwork): Promise<readonly SubnetSummary[]> {
  const connectTimeoutMs = network.isLocal ? LOCAL_TIMEOUT_MS : TIMEOUT_MS
  return withChain({ dialogue: wizard, network, connectTimeoutMs }, async ({ client, prompter }) => {
    const subnets = await prompter.withSpinner('Reading the subnets', (signal) =>
      client.getSubnets({ signal }),
    )
    const { endpoint, head } = client.status()
    wizard.say(`✓ chain: ${endpoint ?? network.name} answers, block ${head?.number ?? '?'}`)
    return subnets
  })
}
