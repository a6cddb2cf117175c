import { readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { IgError } from '@ig/errors'
import { parse, TomlError } from 'smol-toml'
import { nearest } from './nearest.ts'
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
  let text: string
  let mode: number
  try {
    text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
    mode = statSync(path).mode
  } catch (cause) {
    if (!required && (cause as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new IgError({
      code: 'E_CONFIG_FILE',
      message: 'The configuration file cannot be read.',
      values: { path, reason: (cause as NodeJS.ErrnoException).code },
      hint: 'Check the path and its mode.',
      cause,
    })
  }
  const values = flatten(parseToml(text, path), keyLines(text), path)
  refuseReadableSecret(values, path, mode)
  return { path, folder: dirname(path), values }
}

function parseToml(text: string, path: string): Record<string, unknown> {
  try {
    return parse(text)
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

/** The parser keeps no positions, so the line of each key is found by reading headers and keys once more. */
function keyLines(text: string): Map<string, number> {
  const lines = new Map<string, number>()
  let prefix = ''
  for (const [index, line] of text.split('\n').entries()) {
    const header = /^\s*\[+\s*([^\]]+?)\s*\]/.exec(line)?.[1]
    if (header !== undefined) {
      prefix = `${plainKey(header)}.`
      continue
    }
    const key = /^\s*([^=#]+?)\s*=/.exec(line)?.[1]
    if (key !== undefined && !lines.has(prefix + plainKey(key))) lines.set(prefix + plainKey(key), index + 1)
  }
  return lines
}

function plainKey(key: string): string {
  return key.replaceAll(/["'\s]/g, '')
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
