import type { ForecastConfig, Question } from '@ig/forecaster'
import { expect, test } from 'vitest'
import { asStrategy } from './as-strategy.ts'

test.each([
  [true, undefined],
  [false, 0.4],
])(
  'hands on belief and ledger; the price too, unless it asks markets itself (%s)',
  async (asksMarkets, price) => {
    const asked: [Question, ForecastConfig | undefined][] = []
    const forecaster = {
      async invoke(question: Question, config?: ForecastConfig) {
        asked.push([question, config])
        return { samples: [{ probability: 0.7 }] } as never
      },
    }
    const chosen = { name: 'llm', paid: true, usesModel: true, isOwnFile: false, asksMarkets, forecaster }
    const context = {
      asOf: new Date('2026-01-02'),
      earlier: { probability: 0.6, reasoning: 'So far.', madeAt: new Date('2026-01-01') },
      market: 0.4,
      signal: new AbortController().signal,
      reserve: () => ({ settle() {} }),
    }
    const made = await asStrategy(chosen).forecast({ id: 'ifgames-a', question: 'Will it?' }, context)
    expect(made.samples).toEqual([0.7])
    const [question, config] = asked[0] ?? []
    expect(question).toMatchObject({ id: 'ifgames-a', asOf: context.asOf, earlier: context.earlier })
    expect(question?.market).toBe(price)
    expect(config?.configurable?.reserve).toBe(context.reserve)
  },
)
