import { afterEach, describe, expect, test } from 'vitest'
import {
  closeServers,
  forecasterOn,
  priced,
  question,
  saying,
  scripted,
  seedOf,
} from './testing/scripted-forecaster.ts'
import type { ScriptedAnswer } from './testing/scripted-model-server.ts'

afterEach(closeServers)

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
    const forecast = await forecaster.invoke(priced)
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
