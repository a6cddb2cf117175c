const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
] as const

/**
 * A span of time for people, in its largest unit, with what hours and days leave over: `45 s`, `12 min`, `3 h 20 min`,
 * `5 d`.
 */
export function durationText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const largest = UNITS.findIndex(([, length]) => seconds >= length)
  const [unit, length] = UNITS[largest] ?? ['s', 1]
  const [nextUnit, nextLength] = UNITS[largest + 1] ?? ['s', 1]
  const next = length >= 3_600 ? Math.floor((seconds % length) / nextLength) : 0
  return `${Math.floor(seconds / length)} ${unit}${next > 0 ? ` ${next} ${nextUnit}` : ''}`
}
