import { rawJson, stringifyJson } from '@ig/protocol'

/** The one line that a command prints with `--json`; amounts (bigint) become JSON numbers with every digit. */
export function jsonLine(fields: Readonly<Record<string, unknown>>): string {
  return `${stringifyJson(printable({ schemaVersion: 1, ...fields }))}\n`
}

function printable(value: unknown): unknown {
  if (typeof value === 'bigint') return rawJson(String(value))
  if (Array.isArray(value)) return value.map(printable)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, nested]) => [name, printable(nested)]))
}
