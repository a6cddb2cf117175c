import { calibratePrice, SHIPPED_PRICE_CALIBRATION } from '@ig/markets'
import { seededRandom } from '@ig/scoring'
import { describe, expect, test } from 'vitest'
import { fitAll } from './fit-all.ts'
import type { FitRow } from './fit-row.ts'
import { fitText, refusal } from './fit-text.ts'

const logit = (p: number) => Math.log(p / (1 - p))
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))

/** Questions whose truth is drawn; `say` makes samples and price of it. */
function makeRows(
  count: number,
  say: (truth: number, noise: () => number) => Pick<FitRow, 'samples' | 'price'>,
): FitRow[] {
  const random = seededRandom(7)
  return Array.from({ length: count }, (_, index) => {
    const truth = sigmoid(4 * (random() - 0.5))
    return {
      question: `q${index}`,
      outcome: random() < truth ? 1 : 0,
      horizonDays: 30,
      venue: 'polymarket',
      marketType: 'polymarket',
      ...say(truth, () => random() - 0.5),
    }
  })
}

describe('what samples and market are worth', () => {
  /** Samples that are right, and a price that is noise. */
  const rightSamples = makeRows(400, (truth, noise) => ({
    samples: [sigmoid(logit(truth) + noise()), sigmoid(logit(truth) + noise())],
    price: sigmoid(4 * noise()),
  }))

  test('a market that knows nothing is hardly heard any more', () => {
    const { opinions } = fitAll(rightSamples, { source: 'made' })
    expect(opinions.verdict).toBe('accepted')
    expect(opinions.gain?.low).toBeGreaterThan(0)
    expect(opinions.score?.fitted).toBeLessThan(opinions.score?.default as number)
    const { parameters } = opinions
    if (parameters?.kind !== 'blend') throw new Error('no blend')
    // By default the market is heard four times as loudly.
    expect(parameters.blend.crowd).toBeLessThan(1.2 * (parameters.blend.groups.all as number))
  })

  test('nothing is taken where outcomes are chance, and the figures say so', () => {
    const random = seededRandom(3)
    const shuffled = rightSamples.map(
      (row): FitRow => ({
        ...row,
        // What the default says is exactly true.
        samples: [0.3],
        price: null,
        outcome: random() < 0.3 ? 1 : 0,
      }),
    )
    const { opinions } = fitAll(shuffled, { source: 'made' })
    expect(opinions.verdict).toBe('refused')
    expect(opinions.gain?.low).toBeLessThanOrEqual(0)
    expect(opinions.parameters).toMatchObject({ kind: 'recalibration' })
  })

  test('the same rows give the same numbers', () => {
    expect(fitAll(rightSamples, { source: 'made' })).toEqual(fitAll(rightSamples, { source: 'made' }))
  })
})

describe('what a price is worth', () => {
  test('prices that are far too bold are drawn in', () => {
    const bold = makeRows(500, (truth) => ({ samples: [], price: sigmoid(3 * logit(truth)) }))
    const { prices, opinions } = fitAll(bold, { source: 'made' })
    expect(prices.verdict).toBe('accepted')
    expect(prices.parameters?.slope).toBeLessThan(0.8)
    expect(prices.parameters?.fittedOn).toEqual({ rows: 500, questions: 500, source: 'made' })
    expect(opinions.verdict).toBe('tooFew')
  })

  test('prices that are worth what the miner ships with are left to that', () => {
    const random = seededRandom(11)
    const asShipped = makeRows(300, (truth) => ({ samples: [], price: truth })).map((row): FitRow => {
      const worth = calibratePrice({ ...row, price: row.price as number }, SHIPPED_PRICE_CALIBRATION)
      return { ...row, outcome: random() < worth ? 1 : 0 }
    })
    expect(fitAll(asShipped, { source: 'made' }).prices.verdict).toBe('refused')
  })
})

describe('from which confidence it pays to answer', () => {
  test('samples that agree are right here, those that do not are wrong: only the first are answered', () => {
    const random = seededRandom(5)
    const rows = Array.from({ length: 400 }, (_, index): FitRow => {
      const agrees = index % 2 === 0
      const isHigh = random() < 0.5
      const says = isHigh ? 0.9 : 0.1
      return {
        question: `q${index}`,
        outcome: agrees === isHigh ? 1 : 0,
        samples: agrees ? [says, says, says] : [says, says - (isHigh ? 0.12 : -0.12), says],
        price: null,
        horizonDays: null,
        venue: null,
        marketType: null,
      }
    })
    const { selective } = fitAll(rows, { source: 'made' })
    expect(selective.verdict).toBe('accepted')
    expect(selective.parameters?.minConfidence).toBeGreaterThan(0.6)
    expect(selective.score?.fitted).toBeGreaterThan(selective.score?.default as number)
  })
})

test('fewer than fifty questions teach nothing, however many rows they have', () => {
  const rows = makeRows(49, (truth) => ({ samples: [truth], price: truth })).flatMap((row) => [row, row, row])
  const { prices, opinions, selective } = fitAll(rows, { source: 'made' })
  for (const part of [prices, opinions, selective]) {
    expect(part).toMatchObject({ verdict: 'tooFew', questions: 49, questionsNeeded: 50, parameters: null })
  }
})

test('where nearly all questions ended alike, to say so of all is no lesson', () => {
  const allNo = makeRows(80, (truth) => ({ samples: [truth], price: truth })).map(
    (row, index): FitRow => ({ ...row, outcome: index < 4 ? 1 : 0 }),
  )
  const fit = fitAll(allNo, { source: 'made' })
  expect(fit.opinions.gain?.low).toBeGreaterThan(0)
  expect(fit.opinions.verdict).toBe('refused')
  expect(fitText(fit)).toContain('not taken, but fewer than 5 questions came true, or did not')
  expect(refusal('opinions', fit.opinions)).toContain('but fewer than 5')
})
