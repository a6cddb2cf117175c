import { afterEach, describe, expect, test } from 'vitest'
import { fromLogit, logit } from './probability.ts'
import {
  articlesAt,
  closeServers,
  forecasterOn,
  newsOf,
  promptOf,
  question,
  saying,
  scripted,
  seedOf,
} from './testing/scripted-forecaster.ts'
import { type ScriptedRequest, scriptByRole, scriptedRole } from './testing/scripted-model-server.ts'

afterEach(closeServers)

const samples =
  (...probabilities: number[]) =>
  (request: ScriptedRequest) =>
    saying(probabilities[seedOf(request) - 1])

describe('samples', () => {
  test('that disagree are settled by a last word that counts as much as all of them', async () => {
    const server = await scripted(scriptByRole({ reason: samples(0.1, 0.5, 0.9), supervise: saying(0.2) }))
    const { forecaster, warnings } = forecasterOn(server)
    const forecast = await forecaster.invoke(question)
    expect(server.requests.map(scriptedRole)).toEqual(['reason', 'reason', 'reason', 'supervise'])
    const prompt = promptOf(server.requests[3] as ScriptedRequest)
    expect(prompt).toContain('Forecaster 1 says 0.100:\n⟦opinion 1⟧\nBecause.\n⟦end of opinion 1⟧')
    expect(forecast.probability).toBeCloseTo(fromLogit(logit(0.2) / 2), 12)
    expect(forecast.views.supervisor).toBe(0.2)
    expect(forecast.usage.byRole.supervise).toMatchObject({ llmCalls: 1 })
    expect(warnings).toEqual([])
  })

  test.each([
    ['agree', samples(0.3, 0.5, 0.7)],
    ['are too few', samples(0.1)],
  ])('that %s need none', async (_what, reason) => {
    const server = await scripted(
      scriptByRole({ reason: (request) => (seedOf(request) > 3 ? saying(0) : reason(request)) }),
    )
    const { forecaster } = forecasterOn(server)
    await forecaster.invoke(question)
    expect(server.requests.map(scriptedRole)).not.toContain('supervise')
  })

  test('stand by themselves where the last word cannot be read', async () => {
    const server = await scripted(
      scriptByRole({ reason: samples(0.1, 0.5, 0.9), supervise: { content: '?' } }),
    )
    const { forecaster, warnings } = forecasterOn(server)
    const forecast = await forecaster.invoke(question)
    expect(forecast).toMatchObject({ basis: 'model', probability: expect.closeTo(0.5, 12) })
    expect(forecast.usage.llmCalls).toBe(5)
    expect(warnings).toEqual(['E_MODEL_ANSWER'])
  })

  test('make a forecast the surer the nearer they are to each other and to the market', async () => {
    const confidence = async (probabilities: number[], market: number | null) => {
      const server = await scripted(scriptByRole({ reason: samples(...probabilities) }))
      return (await forecasterOn(server).forecaster.invoke({ ...question, market })).confidence
    }
    const alike = await confidence([0.6, 0.6, 0.6], null)
    expect(alike).toBeCloseTo(0.75, 12)
    expect(await confidence([0.5, 0.6, 0.7], null)).toBeLessThan(alike)
    expect(await confidence([0.6, 0.6, 0.6], 0.6)).toBeCloseTo(alike, 12)
    expect(await confidence([0.6, 0.6, 0.6], 0.3)).toBeLessThan(0.9 * alike)
  })
})

describe('the guard-rail', () => {
  const convinced = (probability: number, cited = '[1]') =>
    scriptByRole({
      reason: { content: JSON.stringify({ reasoning: `So says ${cited}.`, probability }) },
    })

  test.each([
    ['market', 'market', { market: 0.2 }, 0.2],
    ['outside view', 'outside', {}, 0.4],
  ] as const)(
    'flags what one article moved far from the %s',
    async (_what, anchor, more, anchorProbability) => {
      const server = await scripted(convinced(0.95))
      const { forecaster, warnings } = forecasterOn(server, { news: newsOf(articlesAt(4)) })
      const forecast = await forecaster.invoke({ ...question, ...more })
      expect(forecast.guardRail).toEqual({
        anchor,
        anchorProbability,
        modelProbability: expect.closeTo(0.95, 9),
        shift: expect.closeTo(logit(0.95) - logit(anchorProbability), 9),
        citedArticles: [1],
      })
      expect(warnings).toEqual(['E_GUARD_RAIL'])
    },
  )

  test.each([
    ['several sources bear it out', convinced(0.95, '[1], [2] and [3]'), 4],
    ['it is not moved far', convinced(0.6), 4],
    ['there is no article', convinced(0.95), 0],
  ] as const)('is silent where %s', async (_what, script, count) => {
    const server = await scripted(script)
    const { forecaster, warnings } = forecasterOn(server, { news: newsOf(articlesAt(count)) })
    expect((await forecaster.invoke(question)).guardRail).toBeNull()
    expect(warnings).toEqual([])
  })
})
