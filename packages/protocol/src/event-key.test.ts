import fc from 'fast-check'
import { expect, test } from 'vitest'
import { eventKey, parseEventKey } from './event-key.ts'

test('a key gives back its parts, dashes in the id included', () => {
  const part = fc.string({ minLength: 1 })
  fc.assert(
    fc.property(
      part.filter((text) => !text.includes('-')),
      part,
      (marketType, eventId) => {
        expect(parseEventKey(eventKey({ marketType, eventId }))).toEqual({ marketType, eventId })
      },
    ),
  )
  expect(eventKey({ marketType: 'ifgames', eventId: '768afb' })).toBe('ifgames-768afb')
})

test('what has not both parts is refused', () => {
  for (const key of ['', '-', 'a-', '-a', 'a']) {
    expect(() => parseEventKey(key)).toThrow(expect.objectContaining({ code: 'E_EVENT_KEY' }))
  }
  expect(() => eventKey({ marketType: 'a-b', eventId: 'c' })).toThrowErrorMatchingInlineSnapshot(
    `[IgError: An event key needs an id and a market type without a dash. (marketType: "a-b", eventId: "c")]`,
  )
})
