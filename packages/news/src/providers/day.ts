const DAY_MS = 86_400_000

/** The UTC day of a moment, `YYYY-MM-DD`. */
export function isoDay(moment: Date): string {
  return moment.toISOString().slice(0, 10)
}

/** The day after the UTC day of a moment, for limits that exclude the day they name. */
export function dayAfter(moment: Date): Date {
  return new Date(moment.getTime() + DAY_MS)
}

/** The UTC day of a moment as Americans write it, `M/D/YYYY`. */
export function americanDay(moment: Date): string {
  return `${moment.getUTCMonth() + 1}/${moment.getUTCDate()}/${moment.getUTCFullYear()}`
}

/** A moment to the second, `YYYY-MM-DDTHH:MM:SSZ`. */
export function isoSecond(moment: Date): string {
  return `${moment.toISOString().slice(0, 19)}Z`
}
