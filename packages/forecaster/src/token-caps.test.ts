import { afterEach, expect, test } from 'vitest'
import { estimateTokens } from './estimate-tokens.ts'
import {
  articlesAt,
  closeServers,
  forecasterOn,
  newsOf,
  promptOf,
  question,
  scripted,
} from './testing/scripted-forecaster.ts'
import { scriptByRole, scriptedRole } from './testing/scripted-model-server.ts'

afterEach(closeServers)

const endless = (index: number) => `Rain ${index} 雨 дождь x9$ `.repeat(5_000)
const huge = articlesAt(60).map((article, index) => ({
  ...article,
  title: endless(index),
  text: endless(index),
}))
const hugeQuestion = {
  ...question,
  background: endless(1).slice(0, 100_000),
  question: endless(2).slice(0, 10_000),
}

test('whatever questions and articles hold, the standard preset stays far inside 100,000 input tokens', async () => {
  const disagreeing = scriptByRole({
    reason: ({ body }) => ({ content: `{"probability": ${body.seed === 1 ? 0.1 : 0.9}}` }),
  })
  const server = await scripted(disagreeing)
  const { forecaster, warnings } = forecasterOn(server, { news: newsOf(huge) })
  const earlier = { probability: 0.5, reasoning: endless(3), madeAt: new Date(0) }
  for (const asked of [hugeQuestion, { ...hugeQuestion, earlier }]) {
    const before = server.requests.length
    await forecaster.invoke(asked)
    const tokens = server.requests.slice(before).map((request) => estimateTokens(promptOf(request)))
    expect(tokens.reduce((sum, count) => sum + count, 0)).toBeLessThan(90_000)
  }
  expect(server.requests.map(scriptedRole)).toContain('supervise')
  expect(warnings).toEqual([])
})

test('calls that would pass the cap on tokens are not made, as the provider counts them', async () => {
  const counting = scriptByRole()
  const server = await scripted(async (request, index) => ({
    ...((await counting(request, index)) as { content: string }),
    usage: { inputTokens: 30_000, outputTokens: 50 },
  }))
  const { forecaster, warnings } = forecasterOn(server, { news: newsOf(articlesAt(5)) })
  const forecast = await forecaster.invoke({ ...question, market: 0.4 })
  expect(forecast.usage.inputTokens).toBeLessThanOrEqual(100_000)
  expect(warnings).toContain('E_TOKENS')
})

test('answers are no longer than the cap, whatever the settings say', async () => {
  const server = await scripted(scriptByRole())
  const model = { model: 'gpt-4.1-mini', baseUrl: server.baseUrl, maxOutputTokens: 50_000 }
  await forecasterOn(server, { model, samples: 1 }).forecaster.invoke(question)
  await forecasterOn(server, { samples: 1, caps: { maxOutputTokensPerCall: 700 } }).forecaster.invoke(
    question,
  )
  expect(server.requests.map(({ body }) => body.max_tokens)).toEqual([16_384, 700])
})

test('a cap of three calls leaves the samples and drops the rest', async () => {
  const server = await scripted(scriptByRole())
  const { forecaster, warnings } = forecasterOn(server, {
    news: newsOf(articlesAt(5)),
    caps: { maxModelCalls: 3 },
  })
  expect((await forecaster.invoke(question)).samples).toHaveLength(3)
  expect(server.requests.map(scriptedRole)).toEqual(['reason', 'reason', 'reason'])
  expect(warnings).toEqual([])
})
