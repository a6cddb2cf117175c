import { chosenNetwork } from '../chain-commands/chosen-network.ts'
import { EXIT } from '../output/exit-code.ts'
import { jsonLine } from '../output/json-line.ts'
import { walletColdkey, walletHotkey } from '../wallet/wallet-addresses.ts'
import type { RunningMiner } from './running-miner.ts'
import type { Registration } from './settle-registration.ts'
import { variablesInTheWay, variablesInUse, type Wizard } from './wizard.ts'

/** What came of the steps. */
export interface Outcome {
  readonly registration: Registration | null
  readonly running: RunningMiner | null
}

/** Prints what to do next, and does it where people want the miner started now. */
export async function finish(wizard: Wizard, outcome: Outcome): Promise<number> {
  const { context, say, fileShown, checks } = wizard
  const variables = variablesInUse(wizard)
  say(`✓ written: ${fileShown} (only you can read it)`)
  if (variables.length > 0)
    say(`  From the environment, and not written: ${variables.join(', ')}. The miner needs them too.`)
  for (const variable of variablesInTheWay(wizard)) {
    say(`! ${variable} in the environment goes before the file and says something else: unset it.`)
  }
  const next = nextCommand(wizard, outcome)
  context.terminal.stdout.write(context.json ? jsonLine(fields(wizard, outcome, next)) : `next: ${next}\n`)
  if (mayStart(outcome) && (await wantsStart(wizard))) return start(wizard)
  return checks.some(({ state }) => state === 'fail') ? EXIT.failed : EXIT.ok
}

function nextCommand({ context, file }: Wizard, { registration, running }: Outcome): string {
  const config = context.flags.has('config') ? ` --config ${quoted(file)}` : ''
  if (registration?.uid === null) return `pnpm miner register${config}`
  return running === null ? `pnpm miner start${config}` : `pnpm miner status${config}`
}

function quoted(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

function fields({ context, file, checks }: Wizard, { registration }: Outcome, next: string) {
  const network = chosenNetwork(context.settings)
  const { netuid } = context.settings
  return {
    file,
    network: network?.name ?? 'sandbox',
    ...(network !== null && {
      netuid,
      coldkeySs58: walletColdkey(context),
      hotkeySs58: walletHotkey(context),
      uid: registration?.uid ?? null,
    }),
    checks,
    next,
  }
}

function mayStart({ registration, running }: Outcome): boolean {
  return running === null && registration?.uid !== null
}

async function wantsStart({ context, prompter, unattended }: Wizard): Promise<boolean> {
  const { flags } = context
  if (flags.has('start') || unattended) return flags.get('start') === true
  if (!prompter.interactive) return false
  return prompter.confirm({ message: 'Start the miner now?', flag: '--start or --no-start', initial: true })
}

/** As `start` would with the settings as they are by now; nothing secret that was typed here is for it. */
async function start(wizard: Wizard): Promise<number> {
  wizard.forget()
  const { run } = await import('../commands/start.ts')
  const { context, reread } = wizard
  return run({ ...context, reread, words: [], flags: new Map() })
}
