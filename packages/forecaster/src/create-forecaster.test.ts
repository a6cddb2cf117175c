import { IgError } from '@ig/errors'
import { FakeListChatModel } from '@langchain/core/utils/testing'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createBudget } from './budget.ts'
import { createForecaster } from './create-forecaster.ts'
import type { ForecasterOptions } from './forecaster-options.ts'
import {
  type ScriptedAnswer,
  type ScriptedModelServer,
  type ScriptedRequest,
  startScriptedModelServer,
} from './testing/scripted-model-server.ts'

const open: ScriptedModelServer[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()))
})

async function scripted(
  answer: (request: ScriptedRequest, index: number) => ScriptedAnswer | Promise<ScriptedAnswer>,
) {
  const server = await startScriptedModelServer(answer)
  open.push(server)
  return server
}

const question = { question: 'Will it rain in Oslo?', asOf: new Date('2026-01-02T00:00:00Z'), market: 0.4 }
const saying = (probability: unknown) => ({ content: JSON.stringify({ reasoning: 'Because.', probability }) })
const seedOf = ({ body }: ScriptedRequest) => body.seed as number

/** A forecaster on a scripted server, with a clock that stands still but for what it sleeps. */
function forecasterOn(server: ScriptedModelServer, options: ForecasterOptions = {}) {
  const warnings: string[] = []
  const sleptMs: number[] = []
  let nowMs = Date.UTC(2026, 0, 2)
  const forecaster = createForecaster({
    model: { model: 'gpt-4.1-mini', baseUrl: server.baseUrl, apiKey: 'key' },
    onWarning: (warning) => warnings.push(warning.code),
    nowMs: () => nowMs,
    sleep: async (ms) => {
      sleptMs.push(ms)
      nowMs += ms
    },
    random: () => 0.5,
    ...options,
  })
  const passMs = (ms: number) => {
    nowMs += ms
  }
  return { forecaster, warnings, sleptMs, passMs }
}

describe('with a model that answers', () => {
  test('draws three samples with seeds of their own and takes their logit mean', async () => {
    const server = await scripted((request) => saying([0.2, 0.5, 0.8][seedOf(request) - 1]))
    const { forecaster, warnings } = forecasterOn(server)
    const forecast = await forecaster.invoke(question)
    expect(forecast).toMatchObject({ basis: 'model', market: 0.4, models: { reason: 'gpt-4.1-mini' } })
    expect(forecast.probability).toBeCloseTo(0.5, 12)
    expect(forecast.samples.map(({ probability, seed }) => [seed, probability])).toEqual([
      [1, 0.2],
      [2, 0.5],
      [3, 0.8],
    ])
    expect(forecast.usage).toEqual({
      llmCalls: 3,
      inputTokens: 600,
      outputTokens: 150,
      costUsd: expect.closeTo((600 * 0.4 + 150 * 1.6) / 1e6, 12),
      newsCalls: 0,
      byRole: { reason: expect.objectContaining({ llmCalls: 3, inputTokens: 600, outputTokens: 150 }) },
    })
    expect(warnings).toEqual([])
  })

  test('sends what the settings say, and the key to nobody else', async () => {
    const server = await scripted(() => saying(0.5))
    await forecasterOn(server, { samples: 1 }).forecaster.invoke(question)
    const [request] = server.requests
    expect(request).toMatchObject({ path: '/v1/chat/completions', authorization: 'Bearer key' })
    expect(request?.body).toMatchObject({
      model: 'gpt-4.1-mini',
      temperature: 1,
      max_tokens: 4096,
      response_format: { type: 'json_object' },
    })
    expect(request?.body.tools).toBeUndefined()
    expect(JSON.stringify(request?.body)).not.toContain('0.4')
  })

  test('has the published shape, as JSON', async () => {
    const server = await scripted(() => saying(0.7))
    const article = {
      url: 'https://example.org/a',
      title: 'Clouds',
      source: 'Example',
      publishedAt: new Date('2026-01-01T00:00:00Z'),
      provider: 'scripted',
      text: 'Clouds came.',
    }
    const news = { search: async () => ({ articles: [article], calls: 1, costUsd: 0.01 }) }
    const { forecaster } = forecasterOn(server, { samples: 1, news })
    const forecast = await forecaster.invoke(question)
    const { usage, timingsMs, ...rest } = JSON.parse(JSON.stringify(forecast))
    expect(rest).toMatchInlineSnapshot(`
      {
        "asOf": "2026-01-02T00:00:00.000Z",
        "basis": "model",
        "confidence": 0.5,
        "evidence": [
          {
            "provider": "scripted",
            "publishedAt": "2026-01-01T00:00:00.000Z",
            "relevance": null,
            "source": "Example",
            "title": "Clouds",
            "url": "https://example.org/a",
          },
        ],
        "market": 0.4,
        "models": {
          "reason": "gpt-4.1-mini",
        },
        "probability": 0.7,
        "question": "Will it rain in Oslo?",
        "reasoning": "0.700 from 1 sample.

      [0.700] Because.",
        "samples": [
          {
            "model": "gpt-4.1-mini",
            "probability": 0.7,
            "reasoning": "Because.",
            "seed": 1,
          },
        ],
      }
    `)
    expect(Object.keys(usage)).toEqual([
      'llmCalls',
      'inputTokens',
      'outputTokens',
      'costUsd',
      'newsCalls',
      'byRole',
    ])
    expect(usage.newsCalls).toBe(1)
    expect(usage.costUsd).toBeGreaterThan(0.01)
    expect(Object.keys(timingsMs)).toEqual(['market', 'news', 'reason', 'aggregate', 'total'])
  })

  test('leaves out what a server does not take', async () => {
    const server = await scripted(() => saying(0.5))
    const model = { model: 'gpt-4.1', baseUrl: server.baseUrl, jsonMode: false, seeded: false }
    await forecasterOn(server, { model, samples: 1 }).forecaster.invoke(question)
    expect(server.requests[0]?.body).not.toHaveProperty('response_format')
    expect(server.requests[0]?.body).not.toHaveProperty('seed')
  })

  test('takes any LangChain chat model', async () => {
    const model = new FakeListChatModel({ responses: ['{"probability": 0.9}'] })
    const forecast = await createForecaster({ model }).invoke(question)
    expect(forecast.probability).toBeCloseTo(0.9, 12)
    expect(forecast.samples).toHaveLength(3)
  })

  test('is a Runnable: batches, and is told by its name', async () => {
    const server = await scripted(() => saying(0.6))
    const { forecaster } = forecasterOn(server, { samples: 1 })
    const forecasts = await forecaster.batch([question, { question: 'Will it snow?' }], { maxConcurrency: 1 })
    expect(forecasts.map((forecast) => forecast.question)).toEqual(['Will it rain in Oslo?', 'Will it snow?'])
    const names: string[] = []
    for await (const { event, name } of forecaster.streamEvents(question, { version: 'v2' })) {
      if (event === 'on_chain_start') names.push(name)
    }
    expect(names).toEqual(expect.arrayContaining(['market', 'news', 'reason', 'aggregate']))
  })
})

describe('with answers that cannot be read', () => {
  test('repairs one with one call', async () => {
    const server = await scripted((_request, index) => (index === 0 ? saying(70) : saying(0.7)))
    const forecast = await forecasterOn(server, { samples: 1 }).forecaster.invoke(question)
    expect(forecast.probability).toBeCloseTo(0.7, 12)
    expect(forecast.usage.llmCalls).toBe(2)
    const [, repair] = server.requests
    expect(repair?.body.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user'])
    expect(repair?.body.messages.at(-1)?.content).toContain('not between 0 and 1')
  })

  test.each([
    ['never JSON', { content: 'It depends.' }],
    ['empty', { content: '' }],
    ['cut off', { content: '{"reasoning": "it', finishReason: 'length' }],
    ['an error with status 200', { status: 200, body: { error: { message: 'overloaded' } } }],
    ['a page of HTML', { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' }],
    ['broken JSON from the server', { status: 200, body: '{"choices": [' }],
    ['refused by the mark of the provider', { content: '', refusal: 'I cannot.' }],
    ['refused in words', { content: 'I am sorry, I cannot predict that.' }],
  ] satisfies [string, ScriptedAnswer][])('%s: drops the sample, never guesses', async (_what, answer) => {
    const server = await scripted(() => answer)
    const { forecaster, warnings } = forecasterOn(server, { samples: 1 })
    const forecast = await forecaster.invoke(question)
    expect(forecast).toMatchObject({ basis: 'market', probability: 0.4, samples: [] })
    expect(server.requests).toHaveLength(2)
    expect(warnings).toEqual(['E_MODEL_ANSWER'])
  })

  test('goes on with the samples that came through', async () => {
    const server = await scripted((request) => (seedOf(request) === 2 ? { content: 'no' } : saying(0.3)))
    const { forecaster, warnings } = forecasterOn(server)
    const forecast = await forecaster.invoke(question)
    expect(forecast.samples.map(({ seed }) => seed)).toEqual([1, 3])
    expect(forecast.probability).toBeCloseTo(0.3, 12)
    expect(forecast.usage.llmCalls).toBe(4)
    expect(warnings).toEqual(['E_MODEL_ANSWER'])
  })
})

describe('with a provider in trouble', () => {
  test('waits as Retry-After says', async () => {
    const server = await scripted((_request, index) =>
      index === 0 ? { status: 429, headers: { 'retry-after': '7' } } : saying(0.6),
    )
    const { forecaster, sleptMs } = forecasterOn(server, { samples: 1 })
    expect(await forecaster.invoke(question)).toMatchObject({ basis: 'model' })
    expect(sleptMs).toEqual([7000])
  })

  test('waits as an HTTP date says, and backs off without one', async () => {
    const server = await scripted((_request, index) => {
      if (index === 0) return { status: 429, headers: { 'retry-after': 'Fri, 02 Jan 2026 00:00:05 GMT' } }
      return index === 1 ? { status: 429 } : saying(0.6)
    })
    const { forecaster, sleptMs } = forecasterOn(server, { samples: 1 })
    await forecaster.invoke(question)
    expect(sleptMs).toEqual([5000, 1000])
  })

  test('does not wait past its deadline', async () => {
    const server = await scripted(() => ({ status: 429, headers: { 'retry-after': '3600' } }))
    const { forecaster, sleptMs, warnings } = forecasterOn(server, { samples: 1 })
    expect(await forecaster.invoke(question)).toMatchObject({ basis: 'market' })
    expect(await forecaster.invoke(question)).toMatchObject({ basis: 'market' })
    expect(sleptMs).toEqual([])
    expect(server.requests).toHaveLength(1)
    expect(warnings).toEqual(['E_MODEL_RATE_LIMIT', 'E_MODEL_RATE_LIMIT'])
  })

  test.each([
    ['401', { status: 401, body: { error: { message: 'Incorrect API key: key' } } }, 'E_MODEL_KEY'],
    ['402', { status: 402 }, 'E_MODEL_QUOTA'],
    [
      '429 for an empty account',
      { status: 429, body: { error: { code: 'insufficient_quota' } } },
      'E_MODEL_QUOTA',
    ],
    ['404', { status: 404 }, 'E_MODEL_UNKNOWN'],
  ] satisfies [string, ScriptedAnswer, string][])(
    '%s: stops asking, says so once, and looks again later',
    async (_what, answer, code) => {
      const server = await scripted(() => answer)
      const { forecaster, warnings, passMs } = forecasterOn(server, { samples: 1, onModelFailure: 'throw' })
      for (let round = 0; round < 5; round++) {
        await expect(forecaster.invoke(question)).rejects.toMatchObject({ code, retryable: false })
      }
      expect(server.requests).toHaveLength(1)
      expect(warnings).toEqual([code])
      passMs(15 * 60_000)
      await expect(forecaster.invoke(question)).rejects.toMatchObject({ code })
      expect(server.requests).toHaveLength(2)
    },
  )

  test('a refused key is told once, however many samples and forecasts it costs', async () => {
    const server = await scripted(() => ({ status: 401 }))
    const { forecaster, warnings } = forecasterOn(server)
    for (let round = 0; round < 3; round++) {
      expect(await forecaster.invoke(question)).toMatchObject({ basis: 'market', probability: 0.4 })
    }
    expect(server.requests).toHaveLength(3)
    expect(warnings).toEqual(['E_MODEL_KEY'])
  })

  test.each([
    ['500', { status: 500 }],
    ['529', { status: 529 }],
    ['a cut connection', 'reset'],
  ] satisfies [string, ScriptedAnswer][])(
    '%s: tries three times, then rests after six in a row',
    async (_what, answer) => {
      const server = await scripted(() => answer)
      const { forecaster, warnings, sleptMs } = forecasterOn(server, { samples: 1, onModelFailure: 'throw' })
      const failed = { code: 'E_MODEL_DOWN', retryable: true }
      await expect(forecaster.invoke(question)).rejects.toMatchObject(failed)
      expect(server.requests).toHaveLength(3)
      expect(sleptMs).toEqual([500, 1000])
      await expect(forecaster.invoke(question)).rejects.toMatchObject(failed)
      await expect(forecaster.invoke(question)).rejects.toMatchObject(failed)
      expect(server.requests).toHaveLength(6)
      expect(warnings).toEqual(['E_MODEL_DOWN'])
    },
  )

  test('a call that hangs ends at its time-out and is tried again', async () => {
    const server = await scripted((_request, index) => (index === 0 ? 'hang' : saying(0.6)))
    const { forecaster } = forecasterOn(server, { samples: 1, callTimeoutMs: 50 })
    expect(await forecaster.invoke(question)).toMatchObject({ basis: 'model' })
    await vi.waitFor(() => expect(server.abandoned()).toBe(1))
  })

  test('at the deadline the samples that are there make the forecast', async () => {
    const server = await scripted((request) => (seedOf(request) === 2 ? 'hang' : saying(0.3)))
    const { forecaster } = forecasterOn(server, { deadlineMs: 300 })
    const forecast = await forecaster.invoke(question)
    expect(forecast).toMatchObject({ basis: 'model' })
    expect(forecast.samples).toHaveLength(2)
    await vi.waitFor(() => expect(server.abandoned()).toBe(1))
  })

  test("ends at once at the caller's signal, and hangs up", async () => {
    const controller = new AbortController()
    const server = await scripted((_request, index) => {
      if (index === 2) controller.abort()
      return 'hang'
    })
    const budget = createBudget({ capUsd: 1 })
    const { forecaster, warnings } = forecasterOn(server, { reserve: budget.reserve })
    await expect(forecaster.invoke(question, { signal: controller.signal })).rejects.toThrow(/abort/i)
    await vi.waitFor(() => expect(server.abandoned()).toBe(3))
    expect(warnings).toEqual([])
    expect(budget.spentUsd()).toBeGreaterThan(0)
  })
})

describe('with a spend cap', () => {
  test('reserves the worst case before each call and settles what it cost', async () => {
    const entries: unknown[] = []
    const reserve = (worstCaseUsd: number, purpose: string) => {
      entries.push(['reserve', purpose, worstCaseUsd])
      return { settle: (usd: number) => void entries.push(['settle', usd]) }
    }
    const server = await scripted((_request, index) => (index === 0 ? { status: 500 } : saying(0.6)))
    const { forecaster } = forecasterOn(server, { samples: 1 })
    await forecaster.invoke(question, { configurable: { reserve } })
    const worst = entries[0] as [string, string, number]
    const promptBytes = server.requests[0]?.body.messages.reduce(
      (sum, { content }) => sum + Buffer.byteLength(content),
      0,
    )
    expect(worst[2]).toBeCloseTo((((promptBytes ?? 0) + 256) * 0.4 + 4096 * 1.6) / 1e6, 12)
    expect(entries).toEqual([
      worst,
      ['settle', 0],
      worst,
      ['settle', expect.closeTo((200 * 0.4 + 50 * 1.6) / 1e6, 12)],
    ])
    expect(worst[1]).toBe('reason: gpt-4.1-mini')
  })

  test('is never passed, not by one call', async () => {
    const server = await scripted(() => ({ ...saying(0.6), usage: { inputTokens: 900, outputTokens: 4096 } }))
    const budget = createBudget({ capUsd: 0.023 })
    const { forecaster, warnings } = forecasterOn(server, { reserve: budget.reserve })
    const bases: string[] = []
    for (let round = 0; round < 3; round++) bases.push((await forecaster.invoke(question)).basis)
    expect(bases).toEqual(['model', 'market', 'market'])
    expect(budget.spentUsd()).toBeLessThanOrEqual(0.023)
    expect(warnings).toEqual(['E_BUDGET', 'E_BUDGET'])
  })

  test('counts the worst case where the provider tells no usage', async () => {
    const server = await scripted(() => ({ ...saying(0.6), usage: null }))
    const budget = createBudget({ capUsd: 1 })
    const { forecaster } = forecasterOn(server, { samples: 1, reserve: budget.reserve })
    const { usage } = await forecaster.invoke(question)
    expect(usage.costUsd).toBeGreaterThan((4096 * 1.6) / 1e6)
    expect(budget.spentUsd()).toBeCloseTo(usage.costUsd, 12)
  })

  test('refuses a model of unknown price, with the line that sets it', async () => {
    const server = await scripted(() => saying(0.6))
    const { reserve } = createBudget({ capUsd: 1 })
    const model = { model: 'llama-home', baseUrl: server.baseUrl }
    const refused = await forecasterOn(server, { model, reserve })
      .forecaster.invoke(question)
      .catch((error) => error)
    expect(IgError.isInstance(refused)).toBe(true)
    expect(refused.message).toMatchInlineSnapshot(
      `"A spend cap is set and the price of the model is not known, so it is not called. (model: "llama-home") Set its price: prices: { "llama-home": { inputUsdPerMillion: 0.4, outputUsdPerMillion: 1.6 } } (0 and 0 for a model that costs nothing)."`,
    )
    expect(server.requests).toEqual([])

    const prices = { 'llama-home': { inputUsdPerMillion: 0, outputUsdPerMillion: 0 } }
    const free = await forecasterOn(server, { model, reserve, prices }).forecaster.invoke(question)
    expect(free).toMatchObject({ basis: 'model', usage: { costUsd: 0 } })
    const uncapped = await forecasterOn(server, { model }).forecaster.invoke(question)
    expect(uncapped).toMatchObject({ basis: 'model', usage: { costUsd: 0 } })
  })
})

describe('without a model', () => {
  test('gives the market its say, from the question or the port', async () => {
    const price = vi.fn(async () => 0.83)
    expect(await createForecaster().invoke(question)).toMatchObject({
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
          article('before', new Date(asOf.getTime() - 1)),
          article('at', asOf),
          article('after', new Date(asOf.getTime() + 1)),
          article('undated', new Date(Number.NaN)),
        ],
        calls: 2,
        costUsd: 0,
      }),
    }
    const forecast = await createForecaster({ news }).invoke({ question: 'Will it?', asOf })
    expect(forecast.evidence.map(({ url }) => url)).toEqual(['before'])
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
