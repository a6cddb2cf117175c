import { isUtf8 } from 'node:buffer'
import { readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { IgError } from '@ig/errors'
import { parse, TomlError } from 'smol-toml'
import { nearest } from './nearest.ts'
import { scanToml } from './scan-toml.ts'
import { settingsTable } from './settings-table.ts'

/** A configuration file as read: values by setting name, and where each stands. */
export interface ConfigFile {
  readonly path: string
  /** Relative paths in the file count from here. */
  readonly folder: string
  readonly values: ReadonlyMap<string, { readonly value: unknown; readonly line: number }>
}

/**
 * Reads a TOML file of settings. Returns null where there is none and it was not asked for by name.
 *
 * @throws IgError E_CONFIG_FILE where it cannot be read or parsed, E_CONFIG_KEY for a key that is no setting,
 * E_SECRET_MODE where it holds a secret and others can read it.
 */
export function readConfigFile(
  path: string,
  { required }: { readonly required: boolean },
): ConfigFile | null {
  const text = readConfigText(path)
  if (text === null) {
    if (!required) return null
    throw unreadable(path, 'ENOENT')
  }
  const values = flatten(parseConfig(text, path), keyLines(text), path)
  refuseReadableSecret(values, path, statSync(path).mode)
  return { path, folder: dirname(path), values }
}

/**
 * The text of a configuration file, a byte order mark included; null where there is none.
 *
 * @throws IgError E_CONFIG_FILE where it cannot be read, or is not UTF-8.
 */
export function readConfigText(path: string): string | null {
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT') return null
    throw unreadable(path, code, cause)
  }
  if (isUtf8(bytes)) return bytes.toString('utf8')
  throw new IgError({
    code: 'E_CONFIG_FILE',
    message: 'The configuration file is not UTF-8 text.',
    values: { path, line: firstBadLine(bytes) },
    hint: 'Save it as UTF-8; a byte order mark does no harm.',
  })
}

function firstBadLine(bytes: Buffer): number {
  let line = 1
  for (let from = 0; from < bytes.length; line++) {
    const end = bytes.indexOf(10, from)
    if (!isUtf8(bytes.subarray(from, end === -1 ? bytes.length : end))) break
    if (end === -1) break
    from = end + 1
  }
  return line
}

function unreadable(path: string, reason: string | undefined, cause?: unknown): IgError {
  return new IgError({
    code: 'E_CONFIG_FILE',
    message: 'The configuration file cannot be read.',
    values: { path, reason },
    hint: 'Check the path and its mode.',
    ...(cause !== undefined && { cause }),
  })
}

/**
 * Parses the text of a configuration file.
 *
 * @throws IgError E_CONFIG_FILE with line and column where it is no TOML.
 */
export function parseConfig(text: string, path: string): Record<string, unknown> {
  try {
    return parse(text.replace(/^\uFEFF/, ''))
  } catch (cause) {
    const at = cause instanceof TomlError ? { line: cause.line, column: cause.column } : {}
    throw new IgError({
      code: 'E_CONFIG_FILE',
      message: 'The configuration file is not valid TOML.',
      values: { path, ...at },
      hint: 'Correct that line; text values stand in quotes.',
      cause,
    })
  }
}

const settingNames = new Map(settingsTable.map((setting) => [setting.name as string, setting]))

function flatten(
  table: Record<string, unknown>,
  lines: ReadonlyMap<string, number>,
  path: string,
  prefix = '',
  into = new Map<string, { value: unknown; line: number }>(),
): Map<string, { value: unknown; line: number }> {
  for (const [key, value] of Object.entries(table)) {
    const name = prefix + key
    const line = lines.get(name) ?? 1
    if (settingNames.has(name)) into.set(name, { value, line })
    else if (isTable(value)) flatten(value, lines, path, `${name}.`, into)
    else {
      const meant = nearest(name, settingNames.keys())
      throw new IgError({
        code: 'E_CONFIG_KEY',
        message: 'The configuration file has a key that is no setting.',
        values: { key: name, at: `${path}:${line}` },
        hint: meant
          ? `Did you mean ${meant}? \`pnpm miner config explain\` lists every setting.`
          : '`pnpm miner config explain` lists every setting.',
      })
    }
  }
  return into
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
}

/** The line of each key. */
function keyLines(text: string): Map<string, number> {
  return new Map(scanToml(text).entries.map(({ path, line }) => [path.join('.'), line]))
}

function refuseReadableSecret(values: ConfigFile['values'], path: string, mode: number): void {
  if ((mode & 0o077) === 0) return
  for (const [name, { line }] of values) {
    if (!settingNames.get(name)?.secret) continue
    throw new IgError({
      code: 'E_SECRET_MODE',
      message: 'The configuration file holds a secret and other users may read it.',
      values: { key: name, at: `${path}:${line}`, mode: (mode & 0o777).toString(8) },
      hint: `Run \`chmod 600 ${path}\`.`,
    })
  }
}
