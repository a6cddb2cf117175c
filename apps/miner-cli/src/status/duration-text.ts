const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
] as const

/** A span of time for people, in its largest unit: `12 s`, `7 min`, `3 h`, `2 d`. */
export function durationText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  const [unit, length] = UNITS.find(([, one]) => seconds >= one) ?? ['s', 1]
  return `${Math.floor(seconds / length)} ${unit}`
}
