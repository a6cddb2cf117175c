import { humanLine } from '../output/human-line.ts'
import { type LogLine, lineTimeMs } from './log-line.ts'

/** Which lines are wanted. */
export interface LineFilter {
  /** Of this level at least, as pino counts. */
  readonly minLevel: number | null
  readonly sinceMs: number | null
  /** That have this text in them, in capitals or not, as the line reads for people. */
  readonly text: string | null
}

/** A line without level or time is of the line before it, so it is wanted unless a level is asked for. */
export function isWanted(line: LogLine, { minLevel, sinceMs, text }: LineFilter): boolean {
  const { level } = line.entry ?? {}
  if (minLevel !== null && !(typeof level === 'number' && level >= minLevel)) return false
  const timeMs = lineTimeMs(line)
  if (sinceMs !== null && timeMs !== null && timeMs < sinceMs) return false
  if (text === null) return true
  return humanLine(line.text, { color: false }).toLowerCase().includes(text.toLowerCase())
}
