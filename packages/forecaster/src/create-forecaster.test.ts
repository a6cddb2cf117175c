import { FakeListChatModel } from '@langchain/core/utils/testing'
import { afterEach, describe, expect, test } from 'vitest'
import { createForecaster } from './create-forecaster.ts'
import { STAGES } from './steps/forecast-state.ts'
import {
  articlesAt,
  closeServers,
  forecasterOn,
  newsOf,
  priced,
  question,
  saying,
  scripted,
  seedOf,
} from './testing/scripted-forecaster.ts'
import { scriptByRole } from './testing/scripted-model-server.ts'

afterEach(closeServers)

describe('with a model that answers', () => {
  test('draws three samples with seeds of their own and takes their logit mean', async () => {
    const server = await scripted((request) => saying([0.3, 0.5, 0.7][seedOf(request) - 1]))
    const { forecaster, warnings } = forecasterOn(server)
    const forecast = await forecaster.invoke(question)
    expect(forecast).toMatchObject({ basis: 'model', market: null, models: { reason: 'gpt-4.1-mini' } })
    expect(forecast.probability).toBeCloseTo(0.5, 12)
    expect(forecast.samples.map(({ probability, seed }) => [seed, probability])).toEqual([
      [1, 0.3],
      [2, 0.5],
      [3, 0.7],
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

  test('lets several models take turns, and says which sample is whose', async () => {
    const server = await scripted(({ body }) => saying(body.model === 'b' ? 0.7 : 0.3))
    const [a, b] = ['a', 'b'].map((model) => ({ model, baseUrl: server.baseUrl }))
    const forecast = await forecasterOn(server, { models: { reason: [a ?? {}, b ?? {}] } }).forecaster.invoke(
      question,
    )
    expect(forecast.samples.map(({ model, probability }) => [model, probability])).toEqual([
      ['a', 0.3],
      ['b', 0.7],
      ['a', 0.3],
    ])
    expect(forecast.models.reason).toBe('a, b')
  })

  test('sends what the settings say, and the key to nobody else', async () => {
    const server = await scripted(() => saying(0.5))
    await forecasterOn(server, { samples: 1 }).forecaster.invoke(priced)
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
    const server = await scripted(scriptByRole())
    const { forecaster } = forecasterOn(server, { samples: 1, news: newsOf(articlesAt(1)) })
    const forecast = await forecaster.invoke(priced)
    const { usage, timingsMs, ...rest } = JSON.parse(JSON.stringify(forecast))
    expect(rest).toMatchInlineSnapshot(`
      {
        "asOf": "2026-01-02T00:00:00.000Z",
        "basis": "model",
        "confidence": 0.46202139034354245,
        "evidence": [
          {
            "provider": "scripted",
            "publishedAt": "2026-01-01T23:00:00.000Z",
            "relevance": 5,
            "source": "Paper 1",
            "title": "Story number 1 of the rain over Oslo",
            "url": "https://paper1.example/story",
          },
        ],
        "guardRail": null,
        "market": 0.4,
        "models": {
          "query": "gpt-4.1-mini",
          "rate": "gpt-4.1-mini",
          "reason": "gpt-4.1-mini",
          "summarise": "gpt-4.1-mini",
        },
        "newsReadUntil": "2026-01-02T00:00:00.000Z",
        "probability": 0.4394784356611166,
        "question": "Will it rain in Oslo?",
        "reasoning": "0.439 from 1 sample. Seen apart: the samples together 0.600, the market 0.400, the outside view 0.400.

      [0.600] So [1] says.
      + It is under way [1].
      - Time is short.

      [outside view, 0.400] Such things are rare.

      Sources:
      [1] Story number 1 of the rain over Oslo (Paper 1, 2026-01-01) https://paper1.example/story",
        "samples": [
          {
            "against": [
              "Time is short.",
            ],
            "for": [
              "It is under way [1].",
            ],
            "model": "gpt-4.1-mini",
            "probability": 0.6,
            "reasoning": "So [1] says.",
            "seed": 1,
          },
        ],
        "views": {
          "earlier": null,
          "market": 0.4,
          "model": 0.6,
          "outside": 0.4,
          "supervisor": null,
        },
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
    expect(Object.keys(usage.byRole)).toEqual(['query', 'rate', 'summarise', 'reason'])
    expect(usage.newsCalls).toBe(3)
    expect(usage.costUsd).toBeGreaterThan(0.01)
    expect(Object.keys(timingsMs)).toEqual([...STAGES, 'total'])
  })

  test('leaves out what a server does not take', async () => {
    const server = await scripted(() => saying(0.5))
    const model = { model: 'gpt-4.1', baseUrl: server.baseUrl, jsonMode: false, seeded: false }
    await forecasterOn(server, { model, samples: 1 }).forecaster.invoke(question)
    expect(server.requests[0]?.body).not.toHaveProperty('response_format')
    expect(server.requests[0]?.body).not.toHaveProperty('seed')
  })

  test('times each forecast by itself, one after the other and side by side', async () => {
    const server = await scripted(() => {
      passMs(100)
      return saying(0.5)
    })
    const { forecaster, passMs } = forecasterOn(server, { samples: 1, maxCallsInFlight: 1 })
    const totals: unknown[] = []
    for (let round = 0; round < 3; round++) {
      const { timingsMs } = await forecaster.invoke(question)
      totals.push([timingsMs.reason, timingsMs.total])
      passMs(10_000)
    }
    expect(totals).toEqual(Array(3).fill([100, 100]))
    // Four are under way at a time and wait for the one call that may be: the fifth begins when the first has ended.
    const asked = Array.from({ length: 5 }, (_, index) => ({ question: `Will it rain on day ${index}?` }))
    const forecasts = await forecaster.batch(asked)
    expect(forecasts.map(({ timingsMs }) => timingsMs.total)).toEqual([100, 200, 300, 400, 400])
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
    expect(names).toEqual(expect.arrayContaining(['forecast', ...STAGES]))
  })
})
