import { readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { IgError } from '@ig/errors'
import type { ConfigFile } from './read-config-file.ts'
import { environmentNames, type Setting } from './setting.ts'
import { type Settings, settingsTable } from './settings-table.ts'
import { wholePath } from './whole-path.ts'

/** A setting as given on the command line. */
export interface FlagValue {
  readonly text: string | boolean
  /** As it was typed, for messages. */
  readonly spelling: string
}

export interface SettingSources {
  readonly flags: ReadonlyMap<string, FlagValue>
  readonly env: Readonly<Record<string, string | undefined>>
  /** First in precedence first. */
  readonly files: readonly ConfigFile[]
  readonly home: string
  readonly cwd: string
  /** Names of settings that neither flags nor the environment say, whatever they hold. */
  readonly byFilesAlone?: ReadonlySet<string>
}

/** Every setting's value and where it came from: a flag, a variable, `file:line` or `default`. */
export interface ResolvedSettings {
  readonly values: Settings
  readonly sources: ReadonlyMap<string, string>
}

/**
 * Flag, then environment, then files, then default, for every setting of the table. An empty variable counts
 * as not set.
 *
 * @throws IgError E_SETTING for a value of a wrong type or out of range, E_SECRET_FILE and E_SECRET_MODE for a
 * `*_FILE` that cannot be used.
 */
export function resolveSettings(from: SettingSources): ResolvedSettings {
  const values: Record<string, unknown> = {}
  const sources = new Map<string, string>()
  for (const setting of settingsTable as readonly Setting[]) {
    const found = findValue(setting, from)
    if (found === null) {
      values[setting.name] =
        typeof setting.default === 'function' ? setting.default({ values, home: from.home }) : setting.default
      sources.set(setting.name, 'default')
      continue
    }
    const parsed = setting.schema.safeParse(found.value)
    if (!parsed.success) throw badValue(setting, found.shown, found.source)
    values[setting.name] = parsed.data
    sources.set(setting.name, found.source)
  }
  return { values: values as Settings, sources }
}

interface Found {
  readonly value: unknown
  readonly shown: unknown
  readonly source: string
}

function findValue(setting: Setting, sources: SettingSources): Found | null {
  return (
    (sources.byFilesAlone?.has(setting.name) ? null : findText(setting, sources)) ??
    findInFiles(setting, sources)
  )
}

function findText(setting: Setting, { flags, env, home, cwd }: SettingSources): Found | null {
  const flag = flags.get(setting.name)
  if (flag !== undefined) return fromText(setting, flag.text, flag.spelling, home, cwd)
  for (const name of environmentNames(setting)) {
    const text = env[name] || (setting.secret ? secretFromFile(`${name}_FILE`, env) : undefined)
    if (text) return fromText(setting, text, env[name] ? name : `${name}_FILE`, home, cwd)
  }
  return null
}

function findInFiles(setting: Setting, { files, home }: SettingSources): Found | null {
  for (const file of files) {
    const entry = file.values.get(setting.name)
    if (entry === undefined) continue
    const source = `${file.path}:${entry.line}`
    const value =
      typeof entry.value === 'string' ? place(setting, entry.value, home, file.folder) : entry.value
    return { value, shown: entry.value, source }
  }
  return null
}

function fromText(
  setting: Setting,
  text: string | boolean,
  source: string,
  home: string,
  folder: string,
): Found {
  return { value: convert(setting, text, home, folder), shown: text, source }
}

const switches: Readonly<Record<string, boolean>> = {
  true: true,
  '1': true,
  yes: true,
  on: true,
  false: false,
  '0': false,
  no: false,
  off: false,
}

/** What cannot be converted stays text, which the schema then refuses. */
function convert(setting: Setting, text: string | boolean, home: string, folder: string): unknown {
  if (typeof text === 'boolean') return text
  if (setting.kind === 'switch') return switches[text.trim().toLowerCase()] ?? text
  if (setting.kind === 'number')
    return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text.trim()) ? Number(text) : text
  if (setting.kind === 'list') return text.split(/[\s,]+/).filter((part) => part !== '')
  return place(setting, text, home, folder)
}

function place(setting: Setting, text: string, home: string, folder: string): string {
  const isPath =
    setting.kind === 'path' || (setting.kind === 'strategy' && /^[.~/]|[/\\]|\.[cm]?[jt]s$/.test(text))
  if (!isPath || text === '') return text
  return wholePath(text, { home, folder })
}

/** systemd lets the service's user read a credential by an access list, which shows as a bit of the group. */
const OTHERS = 0o007
const GROUP_AND_OTHERS = 0o077

function secretFromFile(source: string, env: SettingSources['env']): string | undefined {
  const path = env[source]
  if (!path) return undefined
  let mode: number
  let text: string
  try {
    mode = statSync(path).mode & 0o777
    text = readFileSync(path, 'utf8').trim()
  } catch (cause) {
    throw new IgError({
      code: 'E_SECRET_FILE',
      message: 'The file of a secret cannot be read.',
      values: { path, source, reason: (cause as NodeJS.ErrnoException).code },
      hint: 'Correct the path, or unset the variable.',
      cause,
    })
  }
  const credentials = env.CREDENTIALS_DIRECTORY
  const isCredential = credentials !== undefined && dirname(path) === credentials
  if ((mode & (isCredential ? OTHERS : GROUP_AND_OTHERS)) !== 0) {
    throw new IgError({
      code: 'E_SECRET_MODE',
      message: 'The file of a secret may be read by other users.',
      values: { path, source, mode: mode.toString(8) },
      hint: `Run \`chmod 600 ${path}\`.`,
    })
  }
  return text
}

function badValue(setting: Setting, shown: unknown, source: string): IgError {
  return new IgError({
    code: 'E_SETTING',
    message: `The setting ${setting.name} must be ${setting.accepts}.`,
    values: setting.secret ? { source } : { value: shown, source },
    hint: hintFor(source),
  })
}

function hintFor(source: string): string {
  if (source.startsWith('-')) return 'Correct the flag.'
  return source.startsWith('config set ')
    ? 'Give another value; nothing was written.'
    : `Correct it at ${source}.`
}
