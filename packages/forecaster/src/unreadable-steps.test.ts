import { afterEach, describe, expect, test } from 'vitest'
import {
  articlesAt,
  closeServers,
  forecasterOn,
  newsOf,
  promptOf,
  question,
  scripted,
} from './testing/scripted-forecaster.ts'
import {
  type ScriptedAnswer,
  type ScriptedRole,
  scriptByRole,
  scriptedRole,
} from './testing/scripted-model-server.ts'

afterEach(closeServers)

const answers: readonly [string, ScriptedAnswer][] = [
  ['no JSON', { content: 'It depends.' }],
  [
    'another shape',
    { content: '{"ratings": "all fine", "queries": 7, "summaries": {}, "probability": [1]}' },
  ],
  ['empty', { content: '' }],
  ['cut off', { content: '{"queries": ["a', finishReason: 'length' }],
  ['a refusal', { content: '', refusal: 'I cannot.' }],
]

describe.each(['queries', 'rate', 'summarise', 'outside'] satisfies ScriptedRole[])('%s', (role) => {
  test.each(answers)('%s: two calls, then the forecast goes on without it', async (_what, answer) => {
    const server = await scripted(scriptByRole({ [role]: answer }))
    const { forecaster, warnings } = forecasterOn(server, { news: newsOf(articlesAt(3)) })
    const forecast = await forecaster.invoke(question)
    expect(forecast).toMatchObject({ basis: 'model', views: { model: expect.closeTo(0.6, 9) } })
    expect(forecast.samples).toHaveLength(3)
    expect(forecast.evidence).toHaveLength(3)
    expect(server.requests.filter((request) => scriptedRole(request) === role)).toHaveLength(2)
    expect(forecast.usage.llmCalls).toBe(8)
    expect(warnings).toEqual(['E_MODEL_ANSWER'])
  })

  test('one repair is enough for an answer that then can be read', async () => {
    let asked = 0
    const server = await scripted((request, index) =>
      scriptedRole(request) === role && asked++ === 0 ? { content: '{' } : scriptByRole()(request, index),
    )
    const { forecaster, warnings } = forecasterOn(server, { news: newsOf(articlesAt(3)) })
    await forecaster.invoke(question)
    expect(asked).toBe(2)
    expect(warnings).toEqual([])
  })
})

test('articles that nobody rated are the nearest ones; texts that nobody noted are shown by their beginning', async () => {
  const near = articlesAt(12)
  const far = articlesAt(12).map((article, index) => ({
    ...article,
    url: `https://sport.example/${index}`,
    title: `Cup final number ${index}`,
    text: 'The home side won the match after extra time. '.repeat(40),
  }))
  const server = await scripted(scriptByRole({ rate: { content: '' }, summarise: { content: '' } }))
  const { forecaster } = forecasterOn(server, { news: newsOf([...far, ...near]) })
  const { evidence } = await forecaster.invoke({ ...question, question: 'Will clouds bring rain over Oslo?' })
  expect(evidence).toHaveLength(8)
  expect(evidence.every(({ title, relevance }) => title.startsWith('Story') && relevance === null)).toBe(true)
  const reasoning = server.requests.filter((request) => scriptedRole(request) === 'reason').map(promptOf)[0]
  expect(reasoning).toContain('Clouds came over the bay on day')
})

test('a model that answers nothing but nonsense costs ten calls at most, and the samples get theirs', async () => {
  const server = await scripted(() => ({ content: 'Hm.' }))
  const { forecaster } = forecasterOn(server, { news: newsOf(articlesAt(3)) })
  const forecast = await forecaster.invoke({ ...question, market: 0.4 })
  expect(forecast).toMatchObject({ basis: 'market', probability: 0.4 })
  expect(server.requests.length).toBeLessThanOrEqual(10)
  expect(
    server.requests.filter((request) => scriptedRole(request) === 'reason').length,
  ).toBeGreaterThanOrEqual(3)
})
