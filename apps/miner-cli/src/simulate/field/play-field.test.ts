import { brierScore, seededRandom } from '@ig/scoring'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultField, fieldIds, parseField } from './field-mix.ts'
import { FIELD_STRATEGIES } from './field-strategies.ts'
import { playField } from './play-field.ts'

const one = FIELD_STRATEGIES.map(({ name }) => ({ name, count: 1 }))
const prices = [0.4, Number.NaN, 0.6]

/** The three numbers of each strategy. */
function columns(seed: number, yesShare?: number) {
  const played = playField({
    event: { marketPrices: prices, truths: [0.5, 0.5, 0.7], outcome: 1 },
    strategies: one,
    random: seededRandom(seed),
    ...(yesShare !== undefined && { yesShare }),
  })
  return Object.fromEntries(one.map(({ name }, at) => [name, [0, 1, 2].map((row) => played[row * 6 + at])]))
}

test('each strategy does what its name says', () => {
  const said = columns(1, 0.25)
  expect(said['market-copier']).toEqual(prices)
  expect(said.stale).toEqual([0.4, 0.4, 0.4])
  expect(said.silent).toEqual([Number.NaN, Number.NaN, Number.NaN])
  // Where few events come true, a YES weighs three times a NO: the odds of 2:3 become 2:1.
  expect(said['class-balancer']?.[0]).toBeCloseTo(2 / 3)
  expect(columns(1)['class-balancer']?.[0]).toBeCloseTo(0.4)
})

test('the same seed gives the same numbers, another seed others, and all are probabilities', () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const said = columns(seed)
      expect(columns(seed)).toEqual(said)
      expect(columns(seed + 1).random).not.toEqual(said.random)
      for (const value of Object.values(said).flat()) {
        if (!Number.isNaN(value)) expect(Math.abs((value as number) - 0.5)).toBeLessThanOrEqual(0.5)
      }
    }),
    { numRuns: 50 },
  )
})

test('an expert beats the price, also where only the outcome tells what the truth was', () => {
  const random = seededRandom(5)
  let expert = 0
  let price = 0
  for (let event = 0; event < 2_000; event++) {
    const outcome = random() < 0.3 ? 1 : 0
    const [copied, known] = playField({
      event: { marketPrices: [0.3], outcome },
      strategies: [
        { name: 'market-copier', count: 1 },
        { name: 'noisy-expert', count: 1 },
      ],
      random,
    })
    price += brierScore(copied ?? Number.NaN, outcome)
    expert += brierScore(known ?? Number.NaN, outcome)
  }
  expect(expert).toBeLessThan(price)
})

test('a field has as many forecasters as asked for, each with an id', () => {
  fc.assert(
    fc.property(fc.nat(1_000), (count) => {
      const field = defaultField(count)
      expect(field.every((group) => group.count >= 0)).toBe(true)
      expect(new Set(fieldIds(field)).size).toBe(count)
    }),
  )
  expect(parseField('stale=2, silent=1')).toEqual([
    { name: 'stale', count: 2 },
    { name: 'silent', count: 1 },
  ])
  for (const text of ['', 'stale', 'stale=-1', 'oracle=3']) {
    expect(() => parseField(text)).toThrow(expect.objectContaining({ code: 'E_ARGUMENT' }))
  }
  expect(() =>
    playField({
      event: { marketPrices: [], outcome: 1 },
      strategies: [{ name: 'x', count: 1 }],
      random: () => 0,
    }),
  ).toThrow(expect.objectContaining({ code: 'E_FIELD' }))
})
