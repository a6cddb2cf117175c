import { type LogLine, lineTimeMs } from '../../logs/log-line.ts'
import { LEVELS } from '../../output/log-levels.ts'
import type { Tone } from '../ui/panel.tsx'
import { At } from '../ui/time.tsx'

const TONES: Readonly<Record<string, Tone>> = { warn: 'warn', error: 'bad', fatal: 'bad' }
/** Shown in their own places. */
const TAKEN = new Set(['level', 'time', 'msg', 'lines', 'stack'])
const MAX_VALUE_LENGTH = 2_000

/** One line of the log: when, how grave, what, and the values that go with it. */
export const LogEntry = ({ line }: { line: LogLine }) => {
  const { entry, text } = line
  const timeMs = lineTimeMs(line)
  const level = LEVELS[Number(entry?.level)] ?? ''
  const fields = Object.entries(entry ?? {}).filter(([name]) => !TAKEN.has(name))
  const more = Array.isArray(entry?.lines) ? entry.lines.map(String).join('\n') : null
  return (
    <li>
      {timeMs === null ? <span /> : <At ms={timeMs} />}
      <span class={`tone-${TONES[level] ?? 'plain'}`}>{level}</span>
      <span class="message">{entry === null ? text : String(entry.msg ?? '')}</span>
      {fields.length === 0 ? null : (
        <span class="detail fields">
          {fields.map(([name, value]) => `${name}=${shown(value)}`).join('  ')}
        </span>
      )}
      {more === null ? null : <pre class="detail lines">{more}</pre>}
    </li>
  )
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return text.length > MAX_VALUE_LENGTH ? `${text.slice(0, MAX_VALUE_LENGTH)}…` : text
}
