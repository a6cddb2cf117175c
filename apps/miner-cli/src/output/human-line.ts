import { styleText } from 'node:util'
import { escapeControl } from './escape-control.ts'
import { LEVELS } from './log-levels.ts'

const styles: Readonly<Record<string, Parameters<typeof styleText>[0]>> = {
  trace: 'gray',
  debug: 'gray',
  info: 'green',
  warn: 'yellow',
  error: 'red',
  fatal: 'red',
}

const hidden = new Set(['level', 'time', 'msg', 'lines'])

/**
 * One line of pino's JSON for people: time (UTC; with the day where asked for), level, message, then the other
 * fields. `lines`, an array of text, follows as it stands, indented. Text that is no such JSON comes back escaped.
 */
export function humanLine(
  json: string,
  { color, date = false }: { readonly color: boolean; readonly date?: boolean },
): string {
  const entry = parseEntry(json)
  if (entry === null) return escapeControl(json)
  const paint = (style: Parameters<typeof styleText>[0], text: string) =>
    color ? styleText(style, text, { validateStream: false }) : text
  const level = LEVELS[Number(entry.level)] ?? 'info'
  const time = timeText(entry.time).slice(date ? 0 : 11, 19)
  const fields = Object.entries(entry)
    .filter(([name]) => !hidden.has(name))
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' ')
  const lines = Array.isArray(entry.lines)
    ? entry.lines.map((line) => `\n  ${escapeControl(String(line))}`)
    : []
  const head = `${paint('gray', time)} ${paint(styles[level] ?? 'green', level.padEnd(5))} ${escapeControl(String(entry.msg ?? ''))}`
  return `${head}${fields ? ` ${paint('gray', escapeControl(fields))}` : ''}${lines.join('')}`
}

function parseEntry(json: string): Record<string, unknown> | null {
  try {
    const parsed: unknown = JSON.parse(json)
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : null
  } catch {
    return null
  }
}

function timeText(time: unknown): string {
  const date = new Date(Number(time))
  return Number.isNaN(date.getTime()) ? '????-??-?? ??:??:??' : date.toISOString().replace('T', ' ')
}
