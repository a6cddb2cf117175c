import { existsSync, realpathSync } from 'node:fs'
import { dirname } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { IgError } from '@ig/errors'
import { parse, stringify } from 'smol-toml'
import { makeFolder } from '../process/make-folder.ts'
import { replaceFile } from '../process/replace-file.ts'
import { parseConfig, readConfigText } from './read-config-file.ts'
import { scanToml, type TomlLayout } from './scan-toml.ts'

/** Values by setting name, as a configuration file holds them. */
export type ConfigChanges = ReadonlyMap<string, string | number | boolean | readonly string[]>

/**
 * Sets values in a configuration file, which is made where it is missing. All else stays as it stands, comments and
 * order included. The file is replaced as a whole, so that no reader and no crash sees a half of it, and has mode 0600
 * afterwards. A link stays a link.
 *
 * @throws IgError `E_CONFIG_FILE` for a file that cannot be read, `E_CONFIG_WRITE` where it cannot be written.
 */
export function changeConfigFile(
  path: string,
  changes: ConfigChanges,
  { heading = '' }: { readonly heading?: string } = {},
): void {
  const before = readConfigText(path)
  let text = before ?? heading
  parseConfig(text, path)
  for (const [name, value] of changes) text = withValue(text, name, value, path)
  writeConfigFile(path, text)
}

type Value = ConfigChanges extends ReadonlyMap<string, infer V> ? V : never

/**
 * A text of TOML in which one value is another. What comes out is parsed and compared, so that no layout, however
 * unusual, can lose or change anything else.
 */
function withValue(text: string, name: string, value: Value, path: string): string {
  const literal = stringify({ value })
    .replace(/^value = /, '')
    .trimEnd()
  const wanted = leavesOf(parse(text.replace(/^\uFEFF/, '')))
  wanted.set(name, value)
  for (const candidate of candidates(text, name.split('.'), literal)) {
    if (isDeepStrictEqual(leavesOrNull(candidate), wanted)) return candidate
  }
  throw new IgError({
    code: 'E_CONFIG_WRITE',
    message: 'There is no place for this setting in the configuration file as it is laid out.',
    values: { key: name, path },
    hint: 'Set it there by hand.',
  })
}

/** The text with the value in the places where it may go, the most natural first. */
function* candidates(text: string, key: readonly string[], literal: string): Generator<string> {
  const layout = scanToml(text)
  const standing = layout.entries.find(({ path }) => isDeepStrictEqual(path, key))
  if (standing !== undefined) {
    yield text.slice(0, standing.valueStart) + literal + text.slice(standing.valueEnd)
    return
  }
  const eol = text.includes('\r\n') ? '\r\n' : '\n'
  const root = layout.tables[0]?.end ?? 0
  const table = nearestTable(layout, key)
  const inRoot = () => insertLine(text, root, `${key.join('.')} = ${literal}`, eol)
  if (table !== null) {
    yield insertLine(text, table.end, `${key.slice(table.path.length).join('.')} = ${literal}`, eol)
  }
  const isDotted = layout.entries.some(({ path }) => path[0] === key[0] && path.length > 1)
  if (key.length === 1 || isDotted) yield inRoot()
  const gap = text === '' || text.endsWith(eol + eol) ? '' : text.endsWith('\n') ? eol : eol + eol
  yield `${text}${gap}[${key.slice(0, -1).join('.')}]${eol}${key.at(-1)} = ${literal}${eol}`
  yield inRoot()
}

/** The table with a header that is nearest above the key. */
function nearestTable({ tables }: TomlLayout, key: readonly string[]) {
  const above = tables.filter(
    ({ path }) =>
      path.length > 0 && path.length < key.length && path.every((word, depth) => word === key[depth]),
  )
  return above.toSorted((a, b) => b.path.length - a.path.length)[0] ?? null
}

function insertLine(text: string, at: number, line: string, eol: string): string {
  const before = text.slice(0, at)
  const isFirst = before === '' || before === '\uFEFF' || before.endsWith('\n')
  const after = text.slice(at)
  return `${before}${isFirst ? '' : eol}${line}${eol}${after.startsWith('[') ? eol : ''}${after}`
}

function leavesOrNull(text: string): Map<string, unknown> | null {
  try {
    return leavesOf(parse(text.replace(/^\uFEFF/, '')))
  } catch {
    return null
  }
}

/** Every value by its dotted name; an empty table counts as nothing. */
function leavesOf(table: object, prefix = '', into = new Map<string, unknown>()): Map<string, unknown> {
  for (const [key, value] of Object.entries(table)) {
    const isTable =
      typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
    if (isTable) leavesOf(value, `${prefix}${key}.`, into)
    else into.set(prefix + key, value)
  }
  return into
}

function writeConfigFile(path: string, text: string): void {
  try {
    makeFolder(dirname(path))
    replaceFile(existsSync(path) ? realpathSync(path) : path, text)
  } catch (cause) {
    throw new IgError({
      code: 'E_CONFIG_WRITE',
      message: 'The configuration file cannot be written; it is as it was.',
      values: { path, reason: (cause as NodeJS.ErrnoException).code },
      hint: 'Make its folder writable, or name another file with --config.',
      cause,
    })
  }
}
