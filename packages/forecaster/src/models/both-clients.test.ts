import { inspect } from 'node:util'
import { afterEach, describe, expect, test } from 'vitest'
import { sampleCall, sampleRun } from '../testing/sample-run.ts'
import { closeServers, scripted } from '../testing/scripted-forecaster.ts'
import type { ScriptedAnswer } from '../testing/scripted-model-server.ts'
import { callModel } from './call-model.ts'
import { openModel } from './open-model.ts'

afterEach(closeServers)

const completion = (message: object) => ({ status: 200, body: { choices: [{ message }] } })

describe.each(['openai', 'openai-compatible'] as const)('a server asked as %s', (provider) => {
  const settingsOf = (baseUrl: string) => ({ provider, model: 'gpt-4.1-mini', baseUrl, apiKey: 'sk-canary' })
  const failureOf = async (answer: ScriptedAnswer, options: Parameters<typeof sampleRun>[0] = {}) => {
    const server = await scripted((_request, index) => (index === 0 ? answer : { status: 500 }))
    const { run, usage } = sampleRun(options)
    const error = await callModel(await sampleCall(settingsOf(server.baseUrl)), run).catch((thrown) => thrown)
    return { error, server, usage: usage.total() }
  }

  test('gets the same request', async () => {
    const server = await scripted(() => ({ content: '{}' }))
    const settings = settingsOf(`${server.baseUrl.replace('://', '://me:word@')}/?api-version=1`)
    await callModel(await sampleCall(settings), sampleRun().run)
    const [request] = server.requests
    expect(request).toMatchObject({
      path: '/v1/chat/completions?api-version=1',
      authorization: 'Bearer sk-canary',
    })
    expect(request?.headers).not.toHaveProperty('openai-organization')
    expect(request?.body).toMatchObject({
      model: 'gpt-4.1-mini',
      messages: [
        { role: 'system', content: 'You estimate.' },
        { role: 'user', content: 'Will it rain?' },
      ],
      max_tokens: 4_096,
      temperature: 1,
      seed: 1,
      response_format: { type: 'json_object' },
    })
    expect(request?.body.stream ?? false).toBe(false)
  })

  test('is asked for more, and for no temperature, where a model reasons unseen', async () => {
    const server = await scripted(() => ({ content: '{}' }))
    const call = await sampleCall({ ...settingsOf(server.baseUrl), model: 'gpt-5-mini' })
    await callModel(call, sampleRun().run)
    expect(server.requests[0]?.body).toMatchObject({ max_completion_tokens: 16_384 })
    expect(server.requests[0]?.body).not.toHaveProperty('temperature')
    expect(server.requests[0]?.body).not.toHaveProperty('max_tokens')
  })

  test('gets no key that it was not given', async () => {
    const server = await scripted(() => ({ content: '{}' }))
    const { apiKey: _, ...settings } = settingsOf(server.baseUrl)
    await callModel(await sampleCall(settings), sampleRun().run)
    expect(server.requests[0]?.authorization).toBeUndefined()
  })

  test.each([
    ['words and usage', { content: '{"a": 1}' }, '{"a": 1}', false, { inputTokens: 200, outputTokens: 50 }],
    ['no usage', { content: '{}', usage: null }, '{}', false, null],
    [
      'half an answer',
      { content: '{"a"', finishReason: 'length' },
      '{"a"',
      true,
      { inputTokens: 200, outputTokens: 50 },
    ],
    ['parts', completion({ role: 'assistant', content: [{ type: 'text', text: '{}' }] }), '{}', false, null],
    [
      'a tool call',
      completion({
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'a', type: 'function', function: { name: 'f', arguments: '{"a":1}' } }],
      }),
      '{"a":1}',
      false,
      null,
    ],
  ] as const)('answers in %s', async (_what, answer, text, truncated, usage) => {
    const server = await scripted(() => answer)
    const reply = await callModel(await sampleCall(settingsOf(server.baseUrl)), sampleRun().run)
    expect(reply).toEqual({ text, truncated, usage })
  })

  test.each([
    [
      '401',
      { status: 401, body: { error: { message: 'sk-canary', code: 'invalid_api_key' } } },
      'E_MODEL_KEY',
      1,
    ],
    ['402', { status: 402 }, 'E_MODEL_QUOTA', 1],
    ['429 for good', { status: 429, body: { error: { code: 'insufficient_quota' } } }, 'E_MODEL_QUOTA', 1],
    ['404', { status: 404 }, 'E_MODEL_UNKNOWN', 1],
    ['400', { status: 400, body: { error: { message: 'no' } } }, 'E_MODEL_REQUEST', 1],
    ['a redirect', { status: 307, headers: { location: 'http://127.0.0.1:9/' } }, 'E_MODEL_REQUEST', 1],
    ['402 in a 200', { status: 200, body: { error: { code: 402 } } }, 'E_MODEL_QUOTA', 1],
    ['500 in a 200', { status: 200, body: { error: { code: '502' } } }, 'E_MODEL_DOWN', 3],
    ['words in a 200', { status: 200, body: { error: 'overloaded' } }, 'E_MODEL_ANSWER', 1],
    ['no choice', { status: 200, body: { choices: [] } }, 'E_MODEL_ANSWER', 1],
    ['null', { status: 200, body: 'null' }, 'E_MODEL_ANSWER', 1],
    ['no JSON', { status: 200, body: '<html>' }, 'E_MODEL_ANSWER', 1],
    [
      'a page',
      { status: 200, body: '<html>', headers: { 'content-type': 'text/html' } },
      'E_MODEL_ANSWER',
      1,
    ],
    ['nothing', { status: 204 }, 'E_MODEL_ANSWER', 1],
    ['a filter', { content: '', finishReason: 'content_filter' }, 'E_MODEL_ANSWER', 1],
    ['a refusal', { content: '', refusal: 'No.' }, 'E_MODEL_ANSWER', 1],
    ['a cut connection', 'reset', 'E_MODEL_DOWN', 3],
  ] satisfies [string, ScriptedAnswer, string, number][])(
    'fails by %s, and tells no key',
    async (_what, answer, code, requests) => {
      const { error, server } = await failureOf(answer)
      expect(error).toMatchObject({ code })
      expect(server.requests).toHaveLength(requests)
      expect(inspect(error, { depth: 9 })).not.toContain('canary')
    },
  )

  test.each([
    ['retry-after', '7', 7_000],
    ['retry-after-ms', '250', 250],
  ])('asks to wait by %s, and is heeded', async (name, value, waitMs) => {
    const server = await scripted((_request, index) =>
      index === 0 ? { status: 429, headers: { [name]: value } } : { content: '{}' },
    )
    const { run, usage } = sampleRun()
    await callModel(await sampleCall(settingsOf(server.baseUrl)), run)
    expect(run.nowMs()).toBe(waitMs)
    expect(usage.total()).toMatchObject({ llmCalls: 2, inputTokens: 200 })
  })

  test('hangs: the call ends at its time-out, is hung up and has cost all it could', async () => {
    const { error, server, usage } = await failureOf('hang', { callTimeoutMs: 40, deadlineAtMs: 0 })
    expect(error).toMatchObject({ code: 'E_MODEL_TIMEOUT' })
    expect(usage.costUsd).toBeGreaterThan(0)
    await expect.poll(() => server.abandoned()).toBe(1)
  })

  test("hangs: the caller's signal ends the call at once", async () => {
    const controller = new AbortController()
    const server = await scripted(() => {
      controller.abort()
      return 'hang'
    })
    const { run, warnings } = sampleRun({ signal: controller.signal })
    await expect(callModel(await sampleCall(settingsOf(server.baseUrl)), run)).rejects.toThrow(/abort/i)
    await expect.poll(() => server.abandoned()).toBe(1)
    expect(warnings).toEqual([])
  })

  test('is nobody: it was not reached, and cost nothing', async () => {
    const server = await scripted(() => 'hang')
    await server.close()
    const { run, usage } = sampleRun()
    const call = await sampleCall(settingsOf(server.baseUrl))
    await expect(callModel(call, run)).rejects.toMatchObject({ code: 'E_MODEL_DOWN' })
    expect(usage.total()).toMatchObject({ llmCalls: 3, costUsd: 0 })
  })

  test('shows no key, whoever prints the model', async () => {
    const { chat, identity } = await openModel(settingsOf('http://me:canary@models.example/v1'), undefined)
    const shown =
      JSON.stringify([chat, chat.toJSON(), identity]) + inspect(chat, { depth: 9, showHidden: true })
    expect(shown).not.toContain('canary')
  })

  test('is asked by a fetch of the caller', async () => {
    const asked: string[] = []
    const given: typeof fetch = async (input, init) => {
      asked.push(`${input} ${init?.redirect}`)
      return Response.json({ choices: [{ message: { role: 'assistant', content: 'yes' } }] })
    }
    const call = await sampleCall({ ...settingsOf('https://models.example/v1/'), fetch: given })
    expect(await callModel(call, sampleRun().run)).toMatchObject({ text: 'yes' })
    expect(asked).toEqual(['https://models.example/v1/chat/completions manual'])
  })
})

test.each([
  [{}, 'ChatOpenAI'],
  [{ baseUrl: '' }, 'ChatOpenAI'],
  [{ baseUrl: 'https://api.openai.com/v1' }, 'ChatOpenAI'],
  [{ baseUrl: 'https://eu.api.openai.com/v1/' }, 'ChatOpenAI'],
  [{ baseUrl: 'https://api.openai.com.example/v1' }, 'ChatCompletions'],
  [{ baseUrl: 'http://127.0.0.1:11434/v1' }, 'ChatCompletions'],
  [{ baseUrl: 'http://127.0.0.1:11434/v1', provider: 'openai' }, 'ChatOpenAI'],
  [{ provider: 'openai-compatible' }, 'ChatCompletions'],
] as const)('the settings %j are served by %s', async (settings, client) => {
  const { chat } = await openModel({ ...settings, apiKey: 'k' }, undefined)
  expect(chat.getName()).toBe(client)
})

test('a model that has to be asked by the Responses API is', async () => {
  const server = await scripted(() => ({
    status: 200,
    body: {
      id: 'resp_1',
      object: 'response',
      model: 'gpt-5.6',
      status: 'incomplete',
      error: null,
      incomplete_details: { reason: 'max_output_tokens' },
      output: [
        {
          type: 'message',
          id: 'msg_1',
          role: 'assistant',
          status: 'incomplete',
          content: [{ type: 'output_text', text: '{"probability"', annotations: [] }],
        },
      ],
      usage: { input_tokens: 30, output_tokens: 4, total_tokens: 34 },
    },
  }))
  const settings = { provider: 'openai', model: 'gpt-5.6', baseUrl: server.baseUrl, apiKey: 'k' } as const
  const call = await sampleCall(settings)
  const { run } = sampleRun({ reserve: undefined })
  expect(await callModel(call, run)).toEqual({
    text: '{"probability"',
    truncated: true,
    usage: { inputTokens: 30, outputTokens: 4 },
  })
  expect(server.requests[0]).toMatchObject({
    path: '/v1/responses',
    body: { max_output_tokens: 16_384, text: { format: { type: 'json_object' } } },
  })
})
