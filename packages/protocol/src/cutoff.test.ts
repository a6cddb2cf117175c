import { describe, expect, test } from 'vitest'
import { cutoffOf, cutoffUnixSeconds } from './cutoff.ts'
import { parseJson } from './json.ts'

const event = (marketType: string, members: string) =>
  parseJson(
    `{"event_id":"a","market_type":"${marketType}","description":"d"${members && `,${members}`}}`,
  ) as Parameters<typeof cutoffOf>[0]

describe('the moment', () => {
  test.each([
    ['polymarket', '"cutoff":1754000000', 1_754_000_000],
    ['polymarket', '"cutoff":1754000000.0', 1_754_000_000],
    ['polymarket', '"cutoff":1754000000,"resolve_date":1800000000', 1_754_000_000],
    ['polymarket', '"starts":1718000000,"resolve_date":1718500000', 1_718_413_600],
    ['Polymarket', '"resolve_date":1718500000', 1_718_413_600],
    ['polymarket', '"starts":1718000000,"resolve_date":null', 1_718_000_000],
    ['azuro', '"starts":1718000000,"resolve_date":1718500000', 1_718_000_000],
    ['azuro', '"cutoff":null,"starts":1718000000', 1_718_000_000],
    ['azuro', '"resolve_date":1718500000', null],
    ['llm', '"cutoff":null', null],
    ['llm', '', null],
  ])('%s with %s', (marketType, members, unixSeconds) => {
    expect(cutoffOf(event(marketType, members))).toEqual({ unixSeconds, absurd: false })
    expect(cutoffUnixSeconds(event(marketType, members))).toBe(unixSeconds)
  })
})

test.each(['1754000000000', '-1', '0', '7258118400', '253402300799', '1e400', '-1e400'])(
  'a cutoff of %s is absurd, and none',
  (cutoff) => {
    expect(cutoffOf(event('llm', `"cutoff":${cutoff}`))).toEqual({ unixSeconds: null, absurd: true })
  },
)
