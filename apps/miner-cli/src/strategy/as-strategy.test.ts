import type { ForecastConfig, Question } from '@ig/forecaster'
import { expect, test } from 'vitest'
import type { ForecastHappening } from '../miner/happenings.ts'
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

const asked = { id: 'ifgames-a', question: 'Will it?' }
const context = {
  asOf: new Date('2026-01-02'),
  earlier: null,
  market: null,
  signal: new AbortController().signal,
  reserve: () => ({ settle() {} }),
}
const stage = {
  stage: 'news',
  status: 'ended',
  elapsedMs: 5,
  queries: 1,
  articles: 2,
  samples: 0,
  added: true,
} as const

test('tells how a forecast goes on, whether it is made or fails', async () => {
  const told: ForecastHappening[] = []
  const answers = [
    () => ({ samples: [] }),
    () => {
      throw new Error('no model')
    },
  ]
  const forecaster = {
    async invoke(_question: Question, config?: ForecastConfig) {
      config?.configurable?.onStage?.(stage)
      return answers.shift()?.() as never
    },
  }
  const strategy = asStrategy(
    { name: 'llm', paid: true, usesModel: true, isOwnFile: false, asksMarkets: true, forecaster },
    { tell: (happening) => told.push(happening), nowMs: () => 9 },
  )
  await strategy.forecast(asked, context)
  await expect(strategy.forecast(asked, context)).rejects.toThrow('no model')
  const of = (run: number) => ({ run, eventKey: 'ifgames-a', atMs: 9 })
  expect(told).toEqual([
    { ...of(1), kind: 'begun', strategy: 'llm', question: 'Will it?' },
    { ...of(1), kind: 'stage', stage },
    { ...of(1), kind: 'made', forecast: { samples: [] } },
    { ...of(2), kind: 'begun', strategy: 'llm', question: 'Will it?' },
    { ...of(2), kind: 'stage', stage },
    { ...of(2), kind: 'failed', error: new Error('no model') },
  ])
})
