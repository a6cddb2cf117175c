import { afterEach, expect, test } from 'vitest'
import type { NewsPort } from './ports.ts'
import { fromLogit, logit } from './probability.ts'
import {
  articlesAt,
  asOf,
  closeServers,
  forecasterOn,
  newsOf,
  promptOf,
  question,
  scripted,
} from './testing/scripted-forecaster.ts'
import { scriptByRole, scriptedRole } from './testing/scripted-model-server.ts'

afterEach(closeServers)

const madeAt = new Date(asOf.getTime() - 4 * 3_600_000)
const earlier = { probability: 0.25, reasoning: 'It was dry [1].', madeAt }

test('reads only what appeared since, by few calls, and moves from the earlier belief', async () => {
  const server = await scripted(scriptByRole())
  // Six articles an hour apart: the fourth to last is from the very moment of the earlier belief.
  const news = newsOf(articlesAt(6))
  const { forecaster, warnings } = forecasterOn(server, { news })
  const forecast = await forecaster.invoke({ ...question, earlier })
  expect(news.searches).toHaveLength(1)
  expect(news.searches[0]).toMatchObject({ from: madeAt, queries: ['Will it rain in Oslo'] })
  expect(server.requests.map(scriptedRole)).toEqual(['rate', 'reason', 'reason'])
  const shown = server.requests.map(promptOf).join('\n')
  expect(
    [...new Set([...shown.matchAll(/Story number (\d)/g)].map(([, number]) => number))].toSorted(),
  ).toEqual(['3', '4', '5', '6'])
  expect(shown).toContain('you said 0.250')
  expect(forecast.probability).toBeCloseTo(fromLogit((2 * logit(0.6) + logit(0.25)) / 3), 12)
  expect(forecast.views).toMatchObject({ earlier: 0.25 })
  expect(warnings).toEqual([])
})

test('costs one call where nothing has appeared, and hardly moves', async () => {
  const server = await scripted(scriptByRole())
  const { forecaster } = forecasterOn(server, { news: newsOf([]) })
  const forecast = await forecaster.invoke({ ...question, earlier })
  expect(server.requests.map(scriptedRole)).toEqual(['reason'])
  expect(forecast.probability).toBeCloseTo(fromLogit((logit(0.6) + 2 * logit(0.25)) / 3), 12)
})

test('stands where no model answers and no market is known', async () => {
  const server = await scripted(() => ({ status: 401 }))
  const { forecaster } = forecasterOn(server)
  expect(await forecaster.invoke({ ...question, earlier })).toMatchObject({
    basis: 'prior',
    probability: 0.25,
    reasoning: expect.stringContaining(madeAt.toISOString()),
  })
  expect(await forecaster.invoke({ ...question, earlier, market: 0.4 })).toMatchObject({ basis: 'market' })
})

test.each([asOf, new Date(asOf.getTime() + 1)])('is not one where the belief is from %s', async (late) => {
  const server = await scripted(scriptByRole())
  const { forecaster } = forecasterOn(server, { news: newsOf(articlesAt(2)) })
  const forecast = await forecaster.invoke({ ...question, earlier: { ...earlier, madeAt: late } })
  expect(forecast.views.earlier).toBeNull()
  expect(forecast.samples).toHaveLength(3)
  expect(server.requests.map(promptOf).join('\n')).not.toContain('you said')
})

test('reads on from where news was really read, and all of it where it was down', async () => {
  const newsReadUntil = new Date(madeAt.getTime() - 3_600_000)
  for (const [until, from, stories] of [
    [newsReadUntil, newsReadUntil, ['2', '3', '4', '5', '6']],
    [null, undefined, ['1', '2', '3', '4', '5', '6']],
    // One from the future is none.
    [asOf, madeAt, ['3', '4', '5', '6']],
  ] as const) {
    const server = await scripted(scriptByRole())
    const news = newsOf(articlesAt(6))
    const { forecaster } = forecasterOn(server, { news })
    const forecast = await forecaster.invoke({ ...question, earlier: { ...earlier, newsReadUntil: until } })
    expect(news.searches[0]?.from).toEqual(from)
    const shown = server.requests.map(promptOf).join('\n')
    const found = new Set([...shown.matchAll(/Story number (\d)/g)].map(([, number]) => number))
    expect([...found].toSorted()).toEqual(stories)
    expect(forecast.newsReadUntil).toBe(asOf.toISOString())
  }
})

/** News whose only provider fails on all queries but so many. */
const failing = (answered: number, calls = 3): NewsPort => ({
  search: async ({ queries }) => {
    const failures = queries.slice(answered).map(() => 'E_NEWS_HTTP')
    return { articles: [], calls, costUsd: 0, byProvider: { google: { calls, replayed: 0, failures } } }
  },
})

test.each([
  ['every query failed', failing(0), null],
  ['nobody was asked', failing(9, 0), null],
  ['one query was answered', failing(1), asOf.toISOString()],
  ['nothing was found', newsOf([]), asOf.toISOString()],
  ['the search failed', { search: () => Promise.reject(new Error('down')) }, null],
  ['there is no news', undefined, null],
])('says up to when news was read: %s', async (_, news, until) => {
  const server = await scripted(scriptByRole())
  const { forecaster } = forecasterOn(server, news && { news })
  expect((await forecaster.invoke(question)).newsReadUntil).toBe(until)
  // What was read before stays read.
  const before = await forecaster.invoke({ ...question, earlier })
  expect(before.newsReadUntil).toBe(until ?? madeAt.toISOString())
})
