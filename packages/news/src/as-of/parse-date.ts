import { type CalendarTime, calendarMs, monthByName } from './calendar.ts'
import { agoClaim, type DateClaim, eitherClaim, momentClaim, zonelessClaim } from './date-claim.ts'
import { zoneOffsetMinutes } from './zone.ts'

/** What is known beside the text of a date. */
export interface DateContext {
  /** When the answer came: what "2 days ago" is counted from. */
  readonly fetchedAtMs: number
  /** True where the provider's documents say that times without a zone are UTC. */
  readonly isUtc?: boolean
}

/** No date is longer; it keeps every pattern below linear. */
const MAX_LENGTH = 64

const TIME = '(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?'
const CLOCK = `${TIME}(?: ?([AaPp])\\.?[Mm]\\.?)?`
const ZONE = '(.{0,16})'
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})(Z?))?$/
const ISO = new RegExp(`^(\\d{4})[-/](\\d{1,2})[-/](\\d{1,2})(?:[T ,]{1,2}${CLOCK}${ZONE})?$`)
const DAY_FIRST = new RegExp(
  `^(?:[A-Za-z]{3,9},? )?(\\d{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3,9})\\.?[ ,-]{1,2}(\\d{4})(?:,? ${CLOCK}${ZONE})?$`,
)
const MONTH_FIRST = new RegExp(
  `^(?:[A-Za-z]{3,9},? )?([A-Za-z]{3,9})\\.? (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})(?:,? ${CLOCK}${ZONE})?$`,
)
/** `Thu Jul 24 10:00:00 +0000 2025` */
const POST = new RegExp(`^[A-Za-z]{3} ([A-Za-z]{3}) (\\d{1,2}) ${TIME} ([+-]\\d{4}) (\\d{4})$`)
/** `03/04/2025` is read both ways. */
const NUMBERS = new RegExp(`^(\\d{1,2})[/.-](\\d{1,2})[/.-](\\d{4})(?:,? ${CLOCK}${ZONE})?$`)

/**
 * What a date of an answer claims, or null for none that can be read. English and ISO forms, epoch seconds and
 * milliseconds as numbers, and dates relative to the fetch. Linear in its input.
 */
export function parseDate(value: unknown, context: DateContext): DateClaim | null {
  if (typeof value === 'number') return parseEpoch(value)
  if (typeof value !== 'string' || value.length > MAX_LENGTH) return null
  const text = value.trim().replaceAll(/\s+/g, ' ')
  return parseRelative(text, context.fetchedAtMs) ?? parseAbsolute(text, context.isUtc ?? false)
}

function parseAbsolute(text: string, isUtc: boolean): DateClaim | null {
  let match = COMPACT.exec(text)
  if (match) {
    const [, year, month, day, hour, minute, second, z] = match
    return claim({ year, month, day }, hour && { hour, minute, second }, z, isUtc)
  }
  match = ISO.exec(text)
  if (match) {
    const [, year, month, day, ...clock] = match
    return claim({ year, month, day }, readClock(clock), clock[5], isUtc)
  }
  match = DAY_FIRST.exec(text)
  if (match) {
    const [, day, name = '', year, ...clock] = match
    return claim({ year, month: monthByName(name), day }, readClock(clock), clock[5], isUtc)
  }
  match = MONTH_FIRST.exec(text)
  if (match) {
    const [, name = '', day, year, ...clock] = match
    return claim({ year, month: monthByName(name), day }, readClock(clock), clock[5], isUtc)
  }
  match = POST.exec(text)
  if (match) {
    const [, name = '', day, hour, minute, second, fraction, zone, year] = match
    return claim({ year, month: monthByName(name), day }, { hour, minute, second, fraction }, zone, isUtc)
  }
  match = NUMBERS.exec(text)
  if (match) {
    const [, one, other, year, ...clock] = match
    const monthFirst = claim({ year, month: one, day: other }, readClock(clock), clock[5], isUtc)
    const dayFirst = claim({ year, month: other, day: one }, readClock(clock), clock[5], isUtc)
    return monthFirst && dayFirst ? eitherClaim(monthFirst, dayFirst) : (monthFirst ?? dayFirst)
  }
  return null
}

type Digits = string | number | null | undefined

interface Clock {
  readonly hour: Digits
  readonly minute: Digits
  readonly second: Digits
  readonly fraction?: Digits
}

function readClock(groups: readonly (string | undefined)[]): Clock | undefined {
  const [hour, minute, second, fraction, half] = groups
  if (hour === undefined) return undefined
  const isAfternoon = half === 'p' || half === 'P'
  const hour24 = half === undefined ? Number(hour) : (Number(hour) % 12) + (isAfternoon ? 12 : 0)
  return { hour: hour24, minute, second, fraction }
}

function claim(
  date: { readonly year: Digits; readonly month: Digits; readonly day: Digits },
  clock: Clock | '' | undefined,
  zone: string | undefined,
  isUtc: boolean,
): DateClaim | null {
  if (date.month === null) return null
  const day: CalendarTime = { year: Number(date.year), month: Number(date.month), day: Number(date.day) }
  if (!clock) {
    const faceMs = calendarMs(day)
    return faceMs === null ? null : zonelessClaim(faceMs, 'day')
  }
  const { hour, minute, second, fraction } = clock
  const faceMs = calendarMs({
    ...day,
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second ?? 0),
    millisecond: fraction ? Math.floor(Number(`0.${fraction}`) * 1_000) : 0,
  })
  if (faceMs === null) return null
  const precision = fraction ? 'millisecond' : second === undefined ? 'minute' : 'second'
  const offsetMinutes = zone?.trim() ? zoneOffsetMinutes(zone.replace(/^[ ,]{1,2}/, '')) : isUtc ? 0 : null
  if (offsetMinutes === null) return zonelessClaim(faceMs, precision)
  return momentClaim(faceMs - offsetMinutes * 60_000, precision)
}

function parseEpoch(value: number): DateClaim | null {
  // Seconds until the year 2286, milliseconds from 2001 on: no number is both.
  const isMs = value >= 1e12 && value < 1e13
  if (!isMs && !(value >= 6.4e8 && value < 1e10)) return null
  const ms = Math.floor(isMs ? value : value * 1_000)
  return momentClaim(ms, isMs || !Number.isInteger(value) ? 'millisecond' : 'second')
}

const MINUTE_MS = 60_000
const UNIT_MS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: MINUTE_MS,
  h: 60 * MINUTE_MS,
  d: 1_440 * MINUTE_MS,
  w: 7 * 1_440 * MINUTE_MS,
  mo: 30 * 1_440 * MINUTE_MS,
  y: 365 * 1_440 * MINUTE_MS,
}
const AGO =
  /^(\d{1,4}|an?|one) ?(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?|mo|mos|months?|y|yrs?|years?)(?: ago)?$/i

function parseRelative(text: string, fetchedAtMs: number): DateClaim | null {
  const word = text.toLowerCase()
  if (word === 'now' || word === 'just now') return agoClaim(0, MINUTE_MS, fetchedAtMs)
  if (word === 'today') return agoClaim(0, UNIT_MS.d ?? 0, fetchedAtMs)
  if (word === 'yesterday') {
    // Somewhere on earth yesterday ended half a day ahead of the UTC day, elsewhere half a day after it.
    const face = Math.floor(fetchedAtMs / (UNIT_MS.d ?? 1)) * (UNIT_MS.d ?? 1) - (UNIT_MS.d ?? 0)
    return { ...zonelessClaim(face, 'day'), precision: 'relative' }
  }
  const match = AGO.exec(word)
  if (!match) return null
  const [, count = '', unit = ''] = match
  const unitMs = UNIT_MS[unit.startsWith('mo') ? 'mo' : unit.slice(0, 1)] ?? 0
  return agoClaim(/^\d/.test(count) ? Number(count) : 1, unitMs, fetchedAtMs)
}
