import { RunnableLambda, RunnablePassthrough } from '@langchain/core/runnables'
import { afterEach, describe, expect, test } from 'vitest'
import type { StageEvent } from './forecast-progress.ts'
import { type ForecastState, STAGES } from './steps/forecast-state.ts'
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
import { type ScriptedRequest, scriptByRole, scriptedRole } from './testing/scripted-model-server.ts'

afterEach(closeServers)

const change = (how: (state: ForecastState) => Partial<ForecastState>) =>
  RunnableLambda.from<ForecastState, ForecastState>((state) => ({ ...state, ...how(state) }))

describe('a stage of your own', () => {
  test('takes the place of the one of its name', async () => {
    const server = await scripted(scriptByRole())
    const [article] = articlesAt(1).map((found) => ({ ...found, relevance: 6, summary: 'Mine.' }))
    const { forecaster } = forecasterOn(server, {
      stages: {
        news: change(() => ({ articles: article ? [article] : [] })),
        rate: new RunnablePassthrough<ForecastState>(),
        blend: change(({ opinion }) => ({ blended: (opinion ?? 0) / 2 })),
      },
    })
    const forecast = await forecaster.invoke(priced)
    expect(forecast.evidence).toMatchObject([{ url: article?.url, relevance: 6 }])
    expect(forecast.probability).toBeCloseTo(0.3, 9)
    expect(server.requests.map(scriptedRole)).not.toContain('rate')
  })

  test.each(STAGES)('%s: one that throws costs its part, not the forecast', async (name) => {
    const server = await scripted(scriptByRole())
    const failing = RunnableLambda.from<ForecastState, ForecastState>(() => {
      throw new Error('broken')
    })
    const { forecaster, warnings } = forecasterOn(server, {
      news: newsOf(articlesAt(2)),
      stages: { [name]: failing },
    })
    const forecast = await forecaster.invoke(priced)
    expect(forecast.probability).toBeGreaterThan(0)
    expect(warnings).toContain('E_STAGE')
  })
})

test.each([
  ['an aggregate', { aggregate: () => Number.NaN }],
  ['a blend', { blend: { groups: { all: Number.NaN }, crowd: 0, intercept: 0 } }],
  ['a recalibration', { recalibration: { all: { slope: Number.NaN, intercept: 0 }, byType: {} } }],
  ['a stage', { stages: { blend: change(() => ({ blended: 70 })) } }],
  ['a calibration', { calibrateMarket: () => Number.NaN }],
] as const)('%s that makes no number of it is not heard', async (_what, options) => {
  const server = await scripted(scriptByRole())
  const { forecaster, warnings } = forecasterOn(server, options)
  const { probability } = await forecaster.invoke(priced)
  expect(probability).toBeGreaterThan(0.39)
  expect(probability).toBeLessThan(0.61)
  expect(warnings).toHaveLength(1)
})

describe('progress', () => {
  test('is told as stages start and end, with what there is so far', async () => {
    const server = await scripted(scriptByRole())
    const events: StageEvent[] = []
    const { forecaster } = forecasterOn(server, { news: newsOf(articlesAt(12)) })
    await forecaster.invoke(question, {
      configurable: { onStage: (event: StageEvent) => events.push(event) },
    })
    const seen = (status: StageEvent['status']) =>
      events.filter((event) => event.status === status).map(({ stage }) => stage)
    expect(seen('started').toSorted()).toEqual([...STAGES].toSorted())
    expect(seen('ended').toSorted()).toEqual([...STAGES].toSorted())
    const ended = (name: string) => events.find(({ stage, status }) => stage === name && status === 'ended')
    expect(ended('queries')).toMatchObject({ queries: 3, articles: 0 })
    expect(ended('news')).toMatchObject({ queries: 3, articles: 12, samples: 0 })
    expect(ended('rate')).toMatchObject({ articles: 8 })
    expect(ended('reason')).toMatchObject({ samples: 3 })
  })

  test('whoever watches and throws does not end the forecast', async () => {
    const server = await scripted(scriptByRole())
    const onStage = () => {
      throw new Error('broken display')
    }
    const forecast = await forecasterOn(server, { onStage }).forecaster.invoke(question)
    expect(forecast.basis).toBe('model')
  })

  test('is streamed: a whole forecast after each stage, at last the one that invoke gives', async () => {
    const server = await scripted(scriptByRole())
    const { forecaster } = forecasterOn(server, {
      news: newsOf(articlesAt(2)),
      market: { price: async () => 0.4 },
    })
    const chunks = []
    for await (const chunk of await forecaster.stream(question)) chunks.push(chunk)
    expect(chunks).toHaveLength(STAGES.length + 1)
    for (const { probability, reasoning } of chunks) {
      expect(probability).toBeGreaterThan(0)
      expect(reasoning).not.toBe('')
    }
    const bases = chunks.map(({ basis }) => basis)
    expect(bases.lastIndexOf('prior')).toBeLessThan(bases.indexOf('market'))
    expect(bases.lastIndexOf('market')).toBeLessThan(bases.indexOf('model'))
    expect(chunks.at(-1)).toEqual(await forecaster.invoke(question))
  })

  test('a stream that is left ends its calls, and one that fails fails as invoke does', async () => {
    const server = await scripted(scriptByRole({ outside: 'hang' }))
    const { forecaster, warnings } = forecasterOn(server, { news: newsOf(articlesAt(2)) })
    for await (const { evidence } of await forecaster.stream(question)) if (evidence.length > 0) break
    await expect.poll(() => server.abandoned()).toBeGreaterThan(0)
    expect(server.requests.map(scriptedRole)).not.toContain('reason')
    expect(warnings).toEqual([])
    const stream = async () => {
      for await (const _ of await forecaster.stream({ question: '' }))
        throw new Error('no forecast can be made')
    }
    await expect(stream()).rejects.toMatchObject({ code: 'E_QUESTION' })
  })
})

describe('time', () => {
  test.each(['queries', 'outside', 'rate', 'summarise', 'supervise'] as const)(
    'a call for %s that hangs leaves time to reason',
    async (role) => {
      const reason = (request: ScriptedRequest) => saying(seedOf(request) === 1 ? 0.1 : 0.9)
      const server = await scripted(scriptByRole({ ...(role === 'supervise' && { reason }), [role]: 'hang' }))
      const { forecaster, warnings } = forecasterOn(server, {
        news: newsOf(articlesAt(2)),
        deadlineMs: 900,
        nowMs: Date.now,
      })
      const forecast = await forecaster.invoke(question)
      expect(forecast).toMatchObject({ basis: 'model' })
      expect(forecast.samples).toHaveLength(3)
      expect(warnings).toContain('E_DEADLINE')
      await expect.poll(() => server.abandoned()).toBe(1)
    },
  )

  test('news that hang cost the news', async () => {
    const server = await scripted(scriptByRole())
    const news = { search: () => new Promise<never>(() => {}) }
    const { forecaster, warnings } = forecasterOn(server, { news, deadlineMs: 900, nowMs: Date.now })
    expect(await forecaster.invoke(question)).toMatchObject({ basis: 'model', evidence: [] })
    expect(warnings).toEqual(['E_DEADLINE'])
  })

  test.each(['queries', 'rate', 'reason'] as const)("the caller's signal ends it in %s", async (role) => {
    const controller = new AbortController()
    const server = await scripted((request, index) => {
      if (scriptedRole(request) !== role) return scriptByRole()(request, index)
      controller.abort(new Error('enough'))
      return 'hang'
    })
    const { forecaster, warnings } = forecasterOn(server, { news: newsOf(articlesAt(2)) })
    await expect(forecaster.invoke(question, { signal: controller.signal })).rejects.toThrow(/enough|abort/i)
    await expect.poll(() => server.abandoned()).toBeGreaterThan(0)
    expect(warnings).toEqual([])
  })
})
