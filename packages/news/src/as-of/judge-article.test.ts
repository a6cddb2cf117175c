import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type FoundArticle, foundArticle } from '../article/found-article.ts'
import { momentClaim } from './date-claim.ts'
import { type AsOfLaw, judgeArticle } from './judge-article.ts'
import { parseDate } from './parse-date.ts'

const asOf = '2025-03-10T12:00:00Z'
const asOfMs = Date.parse(asOf)
const liveWindowMs = 300_000
const backtest: AsOfLaw = { asOfMs, fromMs: null, fetchedAtMs: asOfMs + 86_400_000 * 300, liveWindowMs }
const live = { ...backtest, fetchedAtMs: asOfMs + 2_000 }

function article(date: unknown, more: Partial<FoundArticle> = {}): FoundArticle {
  return foundArticle({
    url: 'https://x.test/a',
    title: 'Title',
    published: parseDate(date, { fetchedAtMs: backtest.fetchedAtMs }),
    ...more,
  })
}

function verdict(found: FoundArticle, law = backtest): string {
  const judged = judgeArticle(found, law)
  if (!judged.isKept) return judged.reason
  return judged.isTextWithheld ? 'headline only' : 'kept'
}

test.each([
  ['2025-03-10T11:59:59Z', 'kept'],
  ['2025-03-10T12:00:00Z', 'late'],
  ['2025-03-10T12:00:01Z', 'late'],
  ['2030-01-01T00:00:00Z', 'late'],
  ['Mon, 10 Mar 2025 20:59:59 +0900', 'kept'],
  ['Mon, 10 Mar 2025 04:00:00 -0800', 'late'],
  // Somewhere the clock without a zone is behind.
  ['2025-03-10 11:00:00', 'maybe-late'],
  ['2025-03-09 23:59:58', 'kept'],
  // The as-of day, and the day before where it may still have been that day at the as-of time.
  ['2025-03-10', 'maybe-late'],
  ['2025-03-09', 'kept'],
  ['03/04/2025', 'late'],
  ['01/02/2025', 'kept'],
  [null, 'undated'],
  ['1970-01-01', 'undated'],
])('published %j: %s', (date, expected) => {
  expect(verdict(article(date))).toBe(expected)
  expect(verdict(article(date), live)).toBe(expected)
})

test('a day is out as long as it may not have ended everywhere', () => {
  const at = (time: string) => ({ ...backtest, asOfMs: Date.parse(time) })
  expect(verdict(article('2025-03-09'), at('2025-03-10T11:59:59.999Z'))).toBe('maybe-late')
  expect(verdict(article('2025-03-09'), at('2025-03-10T12:00:00Z'))).toBe('kept')
})

describe('changed later', () => {
  const changed = (date: unknown) =>
    article('2025-03-01T00:00:00Z', {
      updated: parseDate(date, { fetchedAtMs: backtest.fetchedAtMs }) ?? 'unreadable',
    })
  test.each([
    ['2025-03-10T11:59:59Z', 'kept', 'kept'],
    ['2025-03-10T12:00:00Z', 'updated-later', 'updated-later'],
    ['2025-03-10', 'updated-later', 'kept'],
    ['recently', 'updated-later', 'kept'],
  ])('%j: in a backtest %s, live %s', (date, inBacktest, inLive) => {
    expect(verdict(changed(date))).toBe(inBacktest)
    expect(verdict(changed(date), live)).toBe(inLive)
  })
})

describe('text', () => {
  const withText = (textMoment: FoundArticle['textMoment'], isTitleFromText = false) =>
    article('2025-03-01T00:00:00Z', { text: 'Text.', textMoment, isTitleFromText })
  const before = momentClaim(asOfMs - 1_000, 'second')
  const after = momentClaim(asOfMs, 'second')
  test.each([
    ['read now', withText('fetch'), 'headline only', 'kept'],
    ['kept from the publication', withText('published'), 'kept', 'kept'],
    ['read before', withText(before), 'kept', 'kept'],
    ['read after', withText(after), 'headline only', 'kept'],
    ['of a post read now', withText('fetch', true), 'live-text', 'kept'],
  ])('%s', (_what, found, inBacktest, inLive) => {
    expect(verdict(found)).toBe(inBacktest)
    expect(verdict(found, live)).toBe(inLive)
  })

  test('withheld text is gone', () => {
    expect(judgeArticle(withText('fetch'), backtest)).toMatchObject({ isKept: true, article: { text: '' } })
  })
})

test('a date later than the fetch is made up', () => {
  const cached = { ...backtest, fetchedAtMs: asOfMs - 60_000 }
  expect(verdict(article('2025-03-10T11:59:30Z'), cached)).toBe('undated')
  expect(verdict(article('2025-03-10T11:59:00Z'), cached)).toBe('kept')
})

test('what is older than asked for is out', () => {
  const law = { ...backtest, fromMs: Date.parse('2025-02-01T00:00:00Z') }
  expect(verdict(article('2025-01-31T23:59:58Z'), law)).toBe('before-from')
  expect(verdict(article('2025-02-01T00:00:00Z'), law)).toBe('kept')
})

const moment = fc
  .integer({ min: asOfMs - 40 * 86_400_000, max: asOfMs + 40 * 86_400_000 })
  .map((ms) => Math.floor(ms / 1_000) * 1_000)

test('for any article: what happened at or after the as-of time reaches nobody, however its date is written', () => {
  fc.assert(
    fc.property(
      moment,
      fc.option(moment, { nil: null }),
      moment,
      fc.integer({ min: -48, max: 56 }),
      fc.nat({ max: 5 }),
      fc.constantFrom(backtest, live),
      (publishedMs, updatedMs, readMs, quarters, form, law) => {
        const context = { fetchedAtMs: law.fetchedAtMs }
        const found = foundArticle({
          url: 'https://x.test/a',
          title: 'Title',
          text: 'Text.',
          published: parseDate(spell(publishedMs, quarters * 15, form), context),
          updated: updatedMs === null ? null : parseDate(spell(updatedMs, quarters * 15, 0), context),
          textMoment: momentClaim(readMs, 'second'),
        })
        const judged = judgeArticle(found, law)
        if (!judged.isKept) return
        expect(publishedMs).toBeLessThan(asOfMs)
        if (updatedMs !== null) expect(updatedMs).toBeLessThan(asOfMs)
        if (law === backtest && judged.article.text !== '') expect(readMs).toBeLessThan(asOfMs)
        expect(judged.article.published?.nominalMs).toBeLessThan(asOfMs)
      },
    ),
    { numRuns: 1_000 },
  )
})

test('for any article: what was surely before passes, with the text that was read before', () => {
  const DAYS_2 = 2 * 86_400_000
  fc.assert(
    fc.property(
      moment,
      fc.integer({ min: -48, max: 56 }),
      fc.nat({ max: 4 }),
      (publishedMs, quarters, form) => {
        const isDay = form >= 3
        fc.pre(publishedMs < asOfMs - (isDay ? DAYS_2 : form === 0 ? 0 : 26 * 3_600_000))
        const found = article(spell(publishedMs, quarters * 15, form), {
          text: 'Text.',
          textMoment: momentClaim(asOfMs - 1_000, 'second'),
        })
        expect(verdict(found)).toBe('kept')
      },
    ),
    { numRuns: 500 },
  )
})

/** A moment as a clock at some offset shows it: with its zone, without, as a day, as numbers in either order. */
function spell(atMs: number, offsetMinutes: number, form: number): string {
  const local = new Date(atMs + offsetMinutes * 60_000).toISOString()
  const size = Math.abs(offsetMinutes)
  const two = (value: number) => String(value).padStart(2, '0')
  const zone = `${offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
  const [year, month, date] = local.slice(0, 10).split('-')
  const forms = [
    `${local.slice(0, 19)}${zone}`,
    local.slice(0, 19),
    local.slice(0, 16),
    local.slice(0, 10),
    `${date} ${['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][Number(month) - 1]} ${year}`,
    `${date}/${month}/${year}`,
  ]
  return forms[form] ?? ''
}
