import { relative, sep } from 'node:path'
import type { CheckResult } from '../checks/check-result.ts'
import type { CommandContext } from '../commands/command.ts'
import { escapeControl } from '../output/escape-control.ts'
import { createPrompter, type Prompter } from '../prompt/prompter.ts'
import { configPaths } from '../settings/read-settings.ts'
import type { ResolvedSettings } from '../settings/resolve-settings.ts'
import type { Setting } from '../settings/setting.ts'
import { type Settings, settingsTable } from '../settings/settings-table.ts'
import { walletSettings } from '../settings/wallet-settings.ts'
import { type ConfigChanges, changeConfigFile } from '../settings/write-config.ts'
import type { WalletDialogue } from '../wallet/wallet-dialogue.ts'
import { deriveOnce } from './derive-once.ts'

/** A run of `init`. What has been settled stands in its settings, and in the file. */
export interface Wizard extends WalletDialogue {
  /** With the settings as they are by now. */
  readonly context: CommandContext
  readonly prompter: Prompter
  /** Nobody is asked: what flags, environment and files do not say is taken from the defaults. */
  readonly unattended: boolean
  /** The configuration file that is written. */
  readonly file: string
  /** The same for people: from the working folder, where it is in it. */
  readonly fileShown: string
  /** What was tried, in its order. */
  readonly checks: readonly CheckResult[]
  /** True where a flag, a variable or a file says the value. */
  isGiven(name: keyof Settings): boolean
  /** Where it was said, for people. */
  sourceOf(name: keyof Settings): string
  /** Writes settings into the file, from where they count at once. */
  keep(changes: Readonly<Record<string, string | number | boolean | readonly string[]>>): void
  /** The settings as they are by now, without what is only remembered. */
  reread(): ResolvedSettings
  /** Lets a secret count for the rest of this run; it is written nowhere. */
  remember(name: 'wallet.coldkey_password', secret: string): void
  /** Forgets the secrets of this run. */
  forget(): void
  /** Says how a check came out, and remembers it. */
  tell(check: CheckResult): void
  /** Forgets a check of something that people put another thing in the place of. */
  takeBack(check: CheckResult): void
}

const HEADING =
  '# Settings of the miner, begun by `pnpm miner init`. docs/configuration.md tells of each.\n\n'

/** Begins a run of `init`, without asking or writing anything. */
export function openWizard(given: CommandContext): Wizard {
  const keys = deriveOnce(given.deriveKey)
  const opened: CommandContext = { ...given, deriveKey: keys.deriveKey }
  const { terminal, stdin, flags } = opened
  const [{ path: file } = { path: 'ig.toml' }] = configPaths(flags, opened)
  const secrets: Record<string, string> = {}
  const checks: CheckResult[] = []
  let context = opened
  const say = (line: string) => terminal.stderr.write(`${escapeControl(line)}\n`)
  const kept = new Set<string>()
  const reread = () => opened.reread(kept)
  const refresh = () => {
    const { values, sources } = reread()
    context = { ...opened, settings: { ...values, ...secrets }, sources }
  }
  return {
    get context() {
      return context
    },
    prompter: createPrompter({ terminal, stdin }),
    unattended: flags.get('yes') === true || flags.get('no-prompt') === true,
    file,
    fileShown: isBelow(file, opened.cwd) ? `./${relative(opened.cwd, file)}` : file,
    checks,
    say,
    reread,
    isGiven: (name) => (context.sources.get(name) ?? 'default') !== 'default',
    sourceOf: (name) => (context.sources.get(name) ?? 'default').replace(`${opened.cwd}/`, ''),
    keep(changes) {
      const wanted: ConfigChanges = new Map(Object.entries(changes))
      changeConfigFile(file, wanted, { heading: HEADING })
      for (const name of wanted.keys()) kept.add(name)
      refresh()
    },
    remember(name, secret) {
      secrets[name] = secret
      refresh()
    },
    forget() {
      keys.forget()
      for (const name of Object.keys(secrets)) delete secrets[name]
      refresh()
    },
    tell(check) {
      checks.push(check)
      for (const line of checkLines(check)) say(line)
    },
    takeBack(check) {
      checks.splice(checks.indexOf(check), 1)
    },
  }
}

function isBelow(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}

const marks = { ok: '✓', warn: '!', fail: '✗', skip: '-' } as const

function checkLines({ name, state, seen, mend }: CheckResult): string[] {
  return [`${marks[state]} ${name}: ${seen}`, ...(mend === null || state === 'ok' ? [] : [`  ${mend}`])]
}

/**
 * What flags say is for this file as well, so that the next command needs none of them. What the environment says
 * stays there: it goes before the file, and secrets in it were put there on purpose.
 */
export function keepFlags(wizard: Wizard): void {
  const { settings, sources } = wizard.context
  const given = (settingsTable as readonly Setting[]).flatMap(({ name }) => {
    const value = (settings as Readonly<Record<string, unknown>>)[name]
    return sources.get(name)?.startsWith('-') && value !== null ? [[name, value as string] as const] : []
  })
  if (given.length > 0) wizard.keep(Object.fromEntries(given))
}

/** The variables that settings came from, which a later start needs as well. It never needs the coldkey. */
export function variablesInUse({ context }: Wizard): string[] {
  const forWallets = new Set<string>(walletSettings.map(({ name }) => name))
  const used = [...context.sources].filter(([name, source]) => isVariable(source) && !forWallets.has(name))
  return [...new Set(used.map(([, source]) => source))]
}

/** Variables that go before what stands in the file now, and say something else. */
export function variablesInTheWay({ context }: Wizard): string[] {
  const { values, sources } = context.reread()
  return Object.keys(values).flatMap((name) => {
    const source = sources.get(name) ?? ''
    const [now, then] = [context.settings, values].map((one) => JSON.stringify(one[name as keyof Settings]))
    return isVariable(source) && now !== then ? [source] : []
  })
}

/** Whether a value comes from the environment. */
export function isVariable(source: string): boolean {
  return /^[A-Z][A-Z0-9_]*$/.test(source)
}
