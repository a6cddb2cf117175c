import { LEVELS } from '../output/log-levels.ts'

/** A line of the log as read back. */
export interface LogLine {
  /** As it stands in the file. */
  readonly text: string
  /** Null where the line is no JSON of ours, as one that a full disk has cut off. */
  readonly entry: Readonly<Record<string, unknown>> | null
}

export function parseLogLine(text: string): LogLine {
  // Only objects begin so.
  if (!text.startsWith('{')) return { text, entry: null }
  try {
    return { text, entry: JSON.parse(text) as Record<string, unknown> }
  } catch {
    return { text, entry: null }
  }
}

/** When it was said; null where that is not known. */
export function lineTimeMs({ entry }: LogLine): number | null {
  return typeof entry?.time === 'number' ? entry.time : null
}

/** The line for programs: the time is ISO 8601 and the level has its name. */
export function lineJson({ text, entry }: LogLine): string {
  if (entry === null) return JSON.stringify({ schemaVersion: 1, time: null, level: null, msg: text })
  const { time, level, msg, ...more } = entry
  const date = new Date(Number(time))
  return JSON.stringify({
    schemaVersion: 1,
    time: Number.isNaN(date.getTime()) ? null : date.toISOString(),
    level: LEVELS[Number(level)] ?? null,
    msg,
    ...more,
  })
}
