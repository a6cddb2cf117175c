import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDate } from './parse-date.ts'

const fetchedAtMs = Date.parse('2025-03-10T12:00:00Z')
const NOON = '2025-03-09T12:00:00.000Z'

function read(value: unknown, isUtc = false): string | null {
  const claim = parseDate(value, { fetchedAtMs, isUtc })
  if (claim === null) return null
  const [nominal, earliest, latest] = [claim.nominalMs, claim.earliestMs, claim.latestMs].map((ms) =>
    new Date(ms).toISOString(),
  )
  if (nominal === earliest && claim.latestMs - claim.nominalMs < 1_000) return `${nominal}`
  return `${earliest}..${latest}`
}

describe('a moment in a known zone', () => {
  test.each([
    '2025-03-09T12:00:00Z',
    '2025-03-09T12:00:00.000Z',
    '2025-03-09T12:00:00.000000+00:00',
    '2025-03-09 12:00:00+0000',
    '2025-03-09 12:00:00 UTC',
    '2025-03-09T13:00:00+01',
    '20250309T120000Z',
    'Sun, 09 Mar 2025 12:00:00 GMT',
    'Sun, 9 Mar 2025 04:00:00 -0800',
    'Sun, 09 Mar 2025 08:00:00 EDT',
    '09 Mar 2025 21:00:00 +0900',
    'March 9, 2025 12:00:00 PM UTC',
    'Sun Mar 09 12:00:00 +0000 2025',
    '  Sun,  09 Mar 2025   12:00:00 GMT ',
    Date.UTC(2025, 2, 9, 12) / 1_000,
    Date.UTC(2025, 2, 9, 12),
  ])('%j', (value) => {
    expect(read(value)).toBe(NOON)
  })

  test('to the minute is the whole minute', () => {
    expect(read('2025-03-09T12:00Z')).toBe('2025-03-09T12:00:00.000Z..2025-03-09T12:00:59.999Z')
  })
})

describe('a moment of an unknown zone is any of them', () => {
  const span = '2025-03-08T22:00:00.000Z..2025-03-10T00:00:00.999Z'
  test.each([
    '2025-03-09T12:00:00',
    '2025-03-09 12:00:00',
    'Sun, 09 Mar 2025 12:00:00',
    'Sun, 09 Mar 2025 12:00:00 -0000',
    '2025-03-09 12:00:00 IST',
    '2025-03-09 12:00:00 LMT',
    '20250309T120000',
    'Mar 9, 2025, 12:00:00 PM',
  ])('%j', (value) => {
    expect(read(value)).toBe(span)
  })

  test('unless the provider says that its times are UTC', () => {
    expect(read('2025-03-09 12:00:00', true)).toBe(NOON)
    expect(read('20250309T120000', true)).toBe(NOON)
  })
})

describe('a day is that day anywhere', () => {
  test.each([
    '2025-03-09',
    '2025/03/09',
    '20250309',
    '9 March 2025',
    'Mar 9, 2025',
    'Sunday, March 9th, 2025',
    '9-Mar-2025',
  ])('%j', (value) => {
    expect(read(value)).toBe('2025-03-08T10:00:00.000Z..2025-03-10T11:59:59.999Z')
    expect(read(value, true)).toBe('2025-03-08T10:00:00.000Z..2025-03-10T11:59:59.999Z')
  })
})

describe('what can be read two ways is both', () => {
  test.each([
    ['03/04/2025', '2025-03-03T10:00:00.000Z..2025-04-04T11:59:59.999Z'],
    ['04/03/2025', '2025-03-03T10:00:00.000Z..2025-04-04T11:59:59.999Z'],
    ['3.4.2025', '2025-03-03T10:00:00.000Z..2025-04-04T11:59:59.999Z'],
    ['03/04/2025 10:00:00 UTC', '2025-03-04T10:00:00.000Z..2025-04-03T10:00:00.999Z'],
    ['13/04/2025', '2025-04-12T10:00:00.000Z..2025-04-14T11:59:59.999Z'],
    ['04/13/2025', '2025-04-12T10:00:00.000Z..2025-04-14T11:59:59.999Z'],
  ])('%j', (value, span) => {
    expect(read(value)).toBe(span)
  })
})

describe('relative dates count from the fetch, rounded either way', () => {
  test.each([
    ['3 hours ago', '2025-03-10T08:00:00.000Z..2025-03-10T09:30:00.000Z'],
    ['an hour ago', '2025-03-10T10:00:00.000Z..2025-03-10T11:30:00.000Z'],
    ['2 days ago', '2025-03-07T12:00:00.000Z..2025-03-08T24:00:00.000Z'.replace('08T24', '09T00')],
    ['1 week ago', '2025-02-24T12:00:00.000Z..2025-03-07T00:00:00.000Z'],
    ['5d', '2025-03-04T12:00:00.000Z..2025-03-06T00:00:00.000Z'],
    ['1 month ago', '2025-01-09T12:00:00.000Z..2025-02-23T12:00:00.000Z'],
    ['just now', '2025-03-10T11:59:00.000Z..2025-03-10T12:00:00.000Z'],
    ['yesterday', '2025-03-08T10:00:00.000Z..2025-03-10T11:59:59.999Z'],
    ['today', '2025-03-09T12:00:00.000Z..2025-03-10T12:00:00.000Z'],
  ])('%j', (value, span) => {
    expect(read(value)).toBe(span)
  })
})

describe('what is no date of an article', () => {
  test.each([
    '',
    'soon',
    '2025',
    '2025-03',
    'March 2025',
    '2025-02-30',
    '2025-13-01',
    '31/31/2025',
    '2025-03-09T25:00:00Z',
    '1970-01-01T00:00:00Z',
    'Thu, 01 Jan 1970 00:00:00 GMT',
    '0000-00-00',
    '9 Foo 2025',
    '2025-03-09T12:00:00Z'.padEnd(100, ' x'),
    0,
    -1,
    1e300,
    Number.NaN,
    null,
    undefined,
    {},
    [],
    true,
  ])('%j', (value) => {
    expect(read(value)).toBeNull()
  })
})

test('every way of writing a moment holds that moment', () => {
  const moment = fc
    .integer({ min: Date.UTC(1995, 0, 1), max: Date.UTC(2090, 0, 1) })
    .map((ms) => Math.floor(ms / 1_000) * 1_000)
  const offset = fc.integer({ min: -12 * 4, max: 14 * 4 }).map((quarters) => quarters * 15)
  fc.assert(
    fc.property(moment, offset, (atMs, offsetMinutes) => {
      for (const spelled of spellings(atMs, offsetMinutes)) {
        const claim = parseDate(spelled, { fetchedAtMs })
        expect(claim, spelled).not.toBeNull()
        expect(claim?.earliestMs, spelled).toBeLessThanOrEqual(atMs)
        expect(claim?.latestMs, spelled).toBeGreaterThanOrEqual(atMs)
      }
    }),
  )
})

/** One moment as clocks of one zone write it, with and without the zone. */
function spellings(atMs: number, offsetMinutes: number): string[] {
  const iso = new Date(atMs + offsetMinutes * 60_000).toISOString()
  const [day = '', time = ''] = [iso.slice(0, 10), iso.slice(11, 19)]
  const [year, month, date] = day.split('-')
  const size = Math.abs(offsetMinutes)
  const digits = `${String(Math.floor(size / 60)).padStart(2, '0')}${String(size % 60).padStart(2, '0')}`
  const zone = `${offsetMinutes < 0 ? '-' : '+'}${digits}`
  const names = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
  const name = names[Number(month) - 1]
  const zoned = offsetMinutes === 0 ? [] : [`${date} ${name} ${year} ${time} ${zone}`]
  return [
    ...zoned,
    new Date(atMs).toISOString(),
    new Date(atMs).toUTCString(),
    `${day}T${time}${zone.slice(0, 3)}:${zone.slice(3)}`.replace('-00:00', '+00:00'),
    `${day}T${time}`,
    `${day} ${time.slice(0, 5)}`,
    day,
    `${month}/${date}/${year}`,
    `${date}/${month}/${year}`,
    `${month}/${date}/${year} ${time}`,
    `${name} ${date}, ${year}`,
  ]
}

test('no text makes it slow, throw or give a span that is none', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'0123456789-/:,. TZ+agodhwmyMarPp()'), maxLength: 70 }),
      (text) => {
        const claim = parseDate(text, { fetchedAtMs })
        if (claim) expect(claim.earliestMs).toBeLessThanOrEqual(claim.latestMs)
      },
    ),
    { numRuns: 500 },
  )
})
