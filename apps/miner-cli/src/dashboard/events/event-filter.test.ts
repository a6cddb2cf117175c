import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  BASES,
  type EventFilter,
  eventQuery,
  eventsHref,
  readEventFilter,
  SORTS,
  STATES,
} from './event-filter.ts'

const anyFilter: fc.Arbitrary<EventFilter> = fc.record({
  search: fc.string({ maxLength: 100 }).map((text) => text.trim()),
  state: fc.constantFrom(null, ...STATES),
  marketType: fc.option(fc.string({ minLength: 1 })),
  basis: fc.constantFrom(null, ...BASES),
  asked: fc.constantFrom(null, 'validators' as const, 'strangers' as const),
  sort: fc.constantFrom(...SORTS),
  reverse: fc.boolean(),
  page: fc.integer({ min: 1, max: 1_000_000 }),
})

const read = (href: string) => readEventFilter(new URL(href, 'http://127.0.0.1').searchParams)

test('an address says what is seen, whatever is searched for', () => {
  fc.assert(
    fc.property(anyFilter, (filter) => {
      expect(read(eventsHref(filter))).toEqual(filter)
    }),
  )
})

test('what makes no sense in an address is as if it were not there', () => {
  const plain = read('/events')
  for (const query of [
    'page=0',
    'page=1.5',
    'page=-3',
    'page=x',
    'state=odd',
    'basis=',
    'sort=__proto__',
    'asked=me',
  ]) {
    expect(read(`/events?${query}`), query).toEqual(plain)
  }
  expect(eventsHref(plain)).toBe('/events')
  expect(read(`/events?search=${'a'.repeat(999)}`).search).toHaveLength(200)
  expect(read('/events?page=999999999999').page).toBe(1_000_000)
})

test('is asked of the store a page at a time', () => {
  expect(eventQuery(read('/events?asked=strangers&page=3'), 5)).toEqual({
    ...{ nowMs: 5, payable: false, sort: 'new', reverse: false, offset: 100, limit: 50 },
  })
})
