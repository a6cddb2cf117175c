import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ConsistencyCheck, inconsistency } from './consistency.ts'

test.each<[ConsistencyCheck, number]>([
  [{ law: 'negation', event: 0.7, negation: 0.4 }, 0.1],
  [{ law: 'partition', parts: [0.5, 0.3, 0.1] }, 0.1],
  [{ law: 'implication', narrow: 0.6, wide: 0.5 }, 0.1],
  [{ law: 'implication', narrow: 0.4, wide: 0.5 }, 0],
  [{ law: 'conjunction', a: 0.5, b: 0.6, both: 0.55 }, 0.05],
  [{ law: 'conjunction', a: 0.9, b: 0.8, both: 0.6 }, 0.1],
  [{ law: 'paraphrase', event: 0.6, paraphrase: 0.5 }, 0.1],
  [{ law: 'disjunction', a: 0.5, b: 0.6, either: 0.55 }, 0.05],
  [{ law: 'disjunction', a: 0.1, b: 0.2, either: 0.4 }, 0.1],
  [{ law: 'condition', a: 0.5, bIfA: 0.5, both: 0.35 }, 0.1],
])('%o', (check, by) => {
  expect(inconsistency(check)).toBeCloseTo(by, 12)
})

test('whoever counts worlds is consistent', () => {
  const worlds = fc.array(fc.record({ a: fc.boolean(), b: fc.boolean() }), { minLength: 1, maxLength: 50 })
  fc.assert(
    fc.property(worlds, (all) => {
      const share = (holds: (world: (typeof all)[number]) => boolean) => all.filter(holds).length / all.length
      const [a, b, both] = [share((w) => w.a), share((w) => w.b), share((w) => w.a && w.b)]
      expect(inconsistency({ law: 'negation', event: a, negation: share((w) => !w.a) })).toBeCloseTo(0, 12)
      expect(inconsistency({ law: 'implication', narrow: both, wide: b })).toBeCloseTo(0, 12)
      expect(inconsistency({ law: 'conjunction', a, b, both })).toBeCloseTo(0, 12)
      expect(inconsistency({ law: 'disjunction', a, b, either: share((w) => w.a || w.b) })).toBeCloseTo(0, 12)
      const bIfA = a === 0 ? 0 : both / a
      expect(inconsistency({ law: 'condition', a, bIfA, both })).toBeCloseTo(0, 12)
    }),
  )
})

test('refuses what is no probability', () => {
  expect(() => inconsistency({ law: 'negation', event: 70, negation: 0.3 })).toThrow(
    expect.objectContaining({ code: 'E_PROBABILITY' }),
  )
})
