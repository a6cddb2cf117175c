const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** Before it there was no news on the web: such dates stand for "none" (1970 above all). */
const FIRST_YEAR = 1990
const LAST_YEAR = 9999

/** 1 to 12 by an English name of three letters or more, else null. */
export function monthByName(name: string): number | null {
  const index = MONTHS.indexOf(name.slice(0, 3).toLowerCase())
  return index === -1 ? null : index + 1
}

/** A date and time of day as numbers. */
export interface CalendarTime {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour?: number
  readonly minute?: number
  readonly second?: number
  readonly millisecond?: number
}

/** Milliseconds since 1970 read as UTC; null for a date that no calendar has, or that no article can have. */
export function calendarMs(time: CalendarTime): number | null {
  const { year, month, day, hour = 0, minute = 0, second = 0, millisecond = 0 } = time
  if (year < FIRST_YEAR || year > LAST_YEAR) return null
  if (hour > 23 || minute > 59 || second > 60) return null
  const dayMs = Date.UTC(year, month - 1, day)
  const back = new Date(dayMs)
  if (back.getUTCMonth() !== month - 1 || back.getUTCDate() !== day) return null
  return dayMs + ((hour * 60 + minute) * 60 + second) * 1_000 + millisecond
}
