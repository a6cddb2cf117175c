import { describe, expect, test, vi } from 'vitest'
import { createForecaster } from './create-forecaster.ts'
import { priced } from './testing/scripted-forecaster.ts'

describe('without a model', () => {
  test('gives the market its say, from the question or the port', async () => {
    const price = vi.fn(async () => 0.83)
    expect(await createForecaster().invoke(priced)).toMatchObject({
      basis: 'market',
      probability: 0.4,
      market: 0.4,
    })
    expect(await createForecaster({ market: { price } }).invoke({ question: 'Will it?' })).toMatchObject({
      basis: 'market',
      probability: 0.83,
      confidence: 0.5,
      samples: [],
      usage: { llmCalls: 0, costUsd: 0 },
    })
    expect(price).toHaveBeenCalledOnce()
  })

  test('gives the prior and says so where no price is known or the market fails', async () => {
    const failing = { price: async () => Promise.reject(new Error('down')) }
    const absurd = { price: async () => 1.7 }
    for (const market of [undefined, failing, absurd]) {
      const forecast = await createForecaster({ market }).invoke({ question: 'Will it?' })
      expect(forecast).toMatchObject({ basis: 'prior', probability: 0.3, confidence: 0, market: null })
    }
    const prior = ({ marketType }: { marketType?: string | undefined }) =>
      marketType === 'azuro' ? 0.5 : 0.2
    const forecast = await createForecaster({ prior }).invoke({ question: 'Will it?', marketType: 'azuro' })
    expect(forecast.probability).toBe(0.5)
  })

  test('uses no article from the as-of time on, and none without a date', async () => {
    const asOf = new Date('2026-01-02T00:00:00Z')
    const article = (url: string, publishedAt: Date) => ({
      url,
      title: url,
      source: '',
      publishedAt,
      provider: 'p',
      text: '',
    })
    const news = {
      search: async () => ({
        articles: [
          article('https://a.example/before', new Date(asOf.getTime() - 1)),
          article('https://a.example/at', asOf),
          article('https://a.example/after', new Date(asOf.getTime() + 1)),
          article('https://a.example/undated', new Date(Number.NaN)),
          article('javascript:alert(1)', new Date(asOf.getTime() - 1)),
        ],
        calls: 2,
        costUsd: 0,
      }),
    }
    const forecast = await createForecaster({ news }).invoke({ question: 'Will it?', asOf })
    expect(forecast.evidence.map(({ url }) => url)).toEqual(['https://a.example/before'])
    expect(forecast.usage.newsCalls).toBe(2)
  })
})

describe('refuses', () => {
  test.each([
    [{ question: ' ' }],
    [{}],
    [null],
    [{ question: 'x', asOf: '2026' }],
    [{ question: 'x', market: 70 }],
  ])('the question %j', async (input) => {
    await expect(createForecaster().invoke(input as never)).rejects.toMatchObject({ code: 'E_QUESTION' })
  })

  test.each([
    [{ model: {} }, 'E_MODEL_SETTINGS'],
    [{ model: { baseUrl: 'localhost:11434' } }, 'E_MODEL_SETTINGS'],
    [{ model: { apiKey: 'k', maxOutputTokens: 0.5 } }, 'E_MODEL_SETTINGS'],
    [{ samples: 0 }, 'E_OPTIONS'],
    [{ samples: 21 }, 'E_OPTIONS'],
    [{ preset: 'thorough' as never }, 'E_OPTIONS'],
    [{ caps: { maxModelCalls: 0 } }, 'E_OPTIONS'],
    [{ maxCallsInFlight: 0.5 }, 'E_OPTIONS'],
    [{ deadlineMs: Number.NaN }, 'E_OPTIONS'],
  ])('the options %j', (options, code) => {
    expect(() => createForecaster(options)).toThrow(expect.objectContaining({ code }))
  })

  test('to name the key it was given', () => {
    expect(() => createForecaster({ model: { model: 'gpt-4o' } })).toThrowErrorMatchingInlineSnapshot(
      `[IgError: The model needs an API key. (model: "gpt-4o") Set OPENAI_API_KEY, or OPENAI_BASE_URL to a server that takes none.]`,
    )
  })
})
