import { IgError } from '@ig/errors'
import { describe, expect, test, vi } from 'vitest'
import { createForecaster } from '../create-forecaster.ts'
import { asForecaster } from './as-forecaster.ts'
import { parseStrategyModule } from './parse-strategy-module.ts'
import type { ForecastStrategy } from './strategy.ts'

const question = { question: 'Will it rain?', asOf: new Date('2026-01-02T00:00:00Z'), market: 0.4 }
const load = (strategy: unknown) =>
  parseStrategyModule({ default: strategy }, { name: 'my.ts', nowMs: () => 0 })

describe('a strategy', () => {
  test('may answer by a number, an object, or a promise of either', async () => {
    const strategies: ForecastStrategy[] = [
      () => 0.7,
      () => ({ probability: 0.7 }),
      async () => 0.7,
      async () => ({ probability: 0.7 }),
    ]
    for (const strategy of strategies) expect((await load(strategy).invoke(question)).probability).toBe(0.7)
  })

  test('sees the question and its context, and has its answer kept', async () => {
    const strategy = vi.fn<ForecastStrategy>(() => ({
      probability: 1e-12,
      reasoning: 'x'.repeat(20_000),
      basis: 'market',
      confidence: 0.9,
      usage: { costUsd: 0.25 },
    }))
    const earlier = { probability: 0.2, reasoning: '', madeAt: new Date(0) }
    const controller = new AbortController()
    const reserve = () => ({ settle() {} })
    const forecast = await load(strategy).invoke(
      { ...question, earlier },
      { signal: controller.signal, configurable: { reserve } },
    )
    const [asked, context] = strategy.mock.calls[0] ?? []
    expect(asked).toMatchObject({ question: 'Will it rain?' })
    expect(context).toEqual({ asOf: question.asOf, market: 0.4, earlier, signal: controller.signal, reserve })
    expect(forecast).toMatchObject({ probability: 0.001, basis: 'market', confidence: 0.9, market: 0.4 })
    expect(forecast.reasoning).toHaveLength(10_000)
    expect(forecast.usage.costUsd).toBe(0.25)
  })

  test('answers in the same shape as the chain', async () => {
    const chain = await createForecaster().invoke(question)
    expect(Object.keys(await load(() => 0.7).invoke(question))).toEqual(Object.keys(chain))
  })

  test.each([
    [70, 'at: "probability", got: "70") Return a fraction: 0.7 for 70 percent.'],
    ['0.7', 'at: "answer", got: "0.7") Return a number, not a text.'],
    [Number.NaN, 'at: "probability", got: "NaN") Return a number such as 0.7'],
    [Number.POSITIVE_INFINITY, 'at: "probability", got: "Infinity") Return a number such as 0.7'],
    [-0.1, 'at: "probability", got: "-0.1") Return a number such as 0.7'],
    [null, 'at: "answer", got: null) Return a number such as 0.7'],
    [undefined, 'at: "answer", got: "undefined") Return a number such as 0.7'],
    [{ probability: '70%' }, 'at: "probability", got: "70%") Return a number, not a text.'],
    [{ probability: 0.7, confidence: 2 }, 'at: "confidence"'],
  ])('is not believed when it says %j', async (answer, words) => {
    const refused = await load(() => answer)
      .invoke(question)
      .catch((error) => error)
    expect(refused.code).toBe('E_STRATEGY_ANSWER')
    expect(refused.message).toContain(
      `The strategy gave no probability from 0 to 1. (strategy: "my.ts", ${words}`,
    )
  })

  test('that throws is named, at once or later', async () => {
    const cause = new Error('no data')
    const throwing: ForecastStrategy[] = [
      () => {
        throw cause
      },
      async () => Promise.reject(cause),
    ]
    for (const strategy of throwing) {
      await expect(load(strategy).invoke(question)).rejects.toMatchObject({
        code: 'E_STRATEGY_FAILED',
        cause,
      })
    }
    const budget = new IgError({ code: 'E_BUDGET', message: 'Cap.' })
    await expect(load(async () => Promise.reject(budget)).invoke(question)).rejects.toBe(budget)
  })

  test('that hangs is not waited for', async () => {
    const controller = new AbortController()
    const forecast = asForecaster(() => new Promise(() => {})).invoke(question, { signal: controller.signal })
    controller.abort(new Error('enough'))
    await expect(forecast).rejects.toThrow('enough')
  })
})

describe('a module', () => {
  test('may export a forecaster', async () => {
    expect(await load(createForecaster({ prior: 0.2 })).invoke({ question: 'Will it?' })).toMatchObject({
      probability: 0.2,
    })
  })

  test.each([[{}], [null], [{ default: 0.7 }], [{ strategy: () => 0.7 }], [{ default: {} }]])(
    '%j is refused',
    (module) => {
      expect(() => parseStrategyModule(module, { name: 'my.ts' })).toThrow(
        expect.objectContaining({ code: 'E_STRATEGY_MODULE' }),
      )
    },
  )

  test('is told what it exports instead', () => {
    expect(() =>
      parseStrategyModule({ strategy: () => 0.7 }, { name: 'my.ts' }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[IgError: The file has no default export that is a function. (file: "my.ts", default: "undefined", exports: ["strategy"]) Write: export default (question, context) => 0.7]`,
    )
  })
})
