import { styleText } from 'node:util'
import { escapeControl } from './escape-control.ts'

const levels: Readonly<Record<number, readonly [string, Parameters<typeof styleText>[0]]>> = {
  10: ['trace', 'gray'],
  20: ['debug', 'gray'],
  30: ['info', 'green'],
  40: ['warn', 'yellow'],
  50: ['error', 'red'],
  60: ['fatal', 'red'],
}

const hidden = new Set(['level', 'time', 'msg', 'lines'])

/**
 * One line of pino's JSON for people: time (UTC), level, message, then the other fields. `lines`, an array of
 * text, follows as it stands, indented. Text that is no such JSON comes back escaped.
 */
export function humanLine(json: string, { color }: { readonly color: boolean }): string {
  let entry: Record<string, unknown>
  try {
    entry = JSON.parse(json) as Record<string, unknown>
  } catch {
    return escapeControl(json)
  }
  const paint = (style: Parameters<typeof styleText>[0], text: string) =>
    color ? styleText(style, text, { validateStream: false }) : text
  const [level, style] = levels[Number(entry.level)] ?? ['info', 'green']
  const time = new Date(Number(entry.time) || 0).toISOString().slice(11, 19)
  const fields = Object.entries(entry)
    .filter(([name]) => !hidden.has(name))
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' ')
  const lines = Array.isArray(entry.lines)
    ? entry.lines.map((line) => `\n  ${escapeControl(String(line))}`)
    : []
  const head = `${paint('gray', time)} ${paint(style, level.padEnd(5))} ${escapeControl(String(entry.msg ?? ''))}`
  return `${head}${fields ? ` ${paint('gray', escapeControl(fields))}` : ''}${lines.join('')}`
}
