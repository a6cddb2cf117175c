import { afterEach, expect, test } from 'vitest'
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
