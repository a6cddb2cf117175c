import { AIMessage } from '@langchain/core/messages'
import { afterEach, describe, expect, test } from 'vitest'
import { sampleCall, sampleRun } from '../testing/sample-run.ts'
import { closeServers, scripted } from '../testing/scripted-forecaster.ts'
import { callModel } from './call-model.ts'
import { checkModelSettings, type ModelSettings } from './model-settings.ts'
import { openAnthropic } from './open-anthropic.ts'
import { openModel } from './open-model.ts'

afterEach(closeServers)

const ask = async (settings: ModelSettings, run = sampleRun().run) =>
  callModel(await sampleCall(settings), run)

describe('chat completions', () => {
  test('are asked as the settings say', async () => {
    const server = await scripted(() => ({ content: '{}' }))
    await ask(
      { model: 'llama', baseUrl: `${server.baseUrl}/?api-version=1` },
      sampleRun({ reserve: undefined }).run,
    )
    const [request] = server.requests
    expect(request?.path).toBe('/v1/chat/completions?api-version=1')
    expect(request?.authorization).toBeUndefined()
    expect(request?.body).toEqual({
      model: 'llama',
      messages: [
        { role: 'system', content: 'You estimate.' },
        { role: 'user', content: 'Will it rain?' },
      ],
      max_tokens: 4_096,
      temperature: 1,
      seed: 1,
      response_format: { type: 'json_object' },
    })
  })

  test('of models that reason unseen take no temperature and have room for thoughts', async () => {
    const server = await scripted(() => ({ content: '{}' }))
    await ask({ model: 'gpt-5-mini', baseUrl: server.baseUrl })
    expect(server.requests[0]?.body).toMatchObject({ max_completion_tokens: 16_384 })
    expect(server.requests[0]?.body).not.toHaveProperty('temperature')
    expect(server.requests[0]?.body).not.toHaveProperty('max_tokens')
  })

  test('keep to the cap on output tokens', async () => {
    const opened = await openModel({ apiKey: 'k', model: 'gpt-5' }, undefined, 9_000)
    expect(opened.maxOutputTokens).toBe(9_000)
    expect((await openModel({ apiKey: 'k' }, undefined, 9_000)).maxOutputTokens).toBe(4_096)
  })

  const completion = (message: object, finish_reason = 'stop') => ({
    status: 200,
    body: { choices: [{ finish_reason, message }] },
  })
  test.each([
    ['parts', completion({ content: [{ type: 'text', text: '{"a"' }, { text: ': 1}' }] }), '{"a": 1}', false],
    [
      'a tool call',
      completion({ content: null, tool_calls: [{ function: { arguments: '{}' } }] }),
      '{}',
      false,
    ],
    ['half an answer', completion({ content: '{"a"' }, 'length'), '{"a"', true],
    ['unknown fields', completion({ content: 'Ja.', reasoning: 'hm', audio: null }), 'Ja.', false],
  ] as const)('answer in %s', async (_what, answer, text, truncated) => {
    const server = await scripted(() => answer)
    expect(await ask({ baseUrl: server.baseUrl })).toEqual({ text, truncated, usage: null })
  })

  test.each([
    [
      '429 in the body of a 200',
      { status: 200, body: { error: { code: 429, message: 'slow' } } },
      'E_MODEL_DOWN',
    ],
    ['a dead account in the body of a 200', { status: 200, body: { error: { code: 402 } } }, 'E_MODEL_QUOTA'],
    ['an error of another shape', { status: 200, body: { error: 'overloaded' } }, 'E_MODEL_ANSWER'],
    ['no choice', { status: 200, body: { choices: [] } }, 'E_MODEL_ANSWER'],
    ['null', { status: 200, body: 'null' }, 'E_MODEL_ANSWER'],
    ['a redirect', { status: 307, headers: { location: 'http://127.0.0.1:9/' } }, 'E_MODEL_REQUEST'],
    ['a filter', { content: '', finishReason: 'content_filter' }, 'E_MODEL_ANSWER'],
    ['thoughts that used up all tokens', { content: '', finishReason: 'length' }, 'E_MODEL_ANSWER'],
  ] as const)('fail by %s', async (what, answer, code) => {
    const server = await scripted((_request, index) => (index === 0 ? answer : { status: 500 }))
    const failed = await ask({ baseUrl: server.baseUrl }).catch((error) => error)
    expect(failed).toMatchObject({ code })
    if (what.startsWith('thoughts')) expect(failed.message).toContain('Raise maxOutputTokens')
  })

  test('show no key, whoever prints the model', async () => {
    const { chat } = await openModel({ apiKey: 'sk-canary' }, undefined)
    expect(JSON.stringify(chat) + JSON.stringify(chat.toJSON())).not.toContain('canary')
    expect((await import('node:util')).inspect(chat, { depth: 9 })).not.toContain('canary')
  })

  test('by a fetch of the caller', async () => {
    const asked: string[] = []
    const given: typeof fetch = async (input, init) => {
      asked.push(`${input} ${init?.redirect}`)
      return Response.json({ choices: [{ message: { content: 'yes' } }] })
    }
    expect(await ask({ baseUrl: 'https://models.example/v1/', fetch: given })).toMatchObject({ text: 'yes' })
    expect(asked).toEqual(['https://models.example/v1/chat/completions manual'])
  })

  test('keep their connection for the next call', async () => {
    const ports = new Set<string>()
    const server = await scripted(({ headers }) => {
      ports.add(headers.connection ?? '')
      return { content: '{}' }
    })
    const call = await sampleCall({ baseUrl: server.baseUrl })
    for (let seed = 1; seed < 4; seed++) await callModel({ ...call, seed }, sampleRun().run)
    expect([...ports]).toEqual(['keep-alive'])
  })
})

describe("Anthropic's models", () => {
  const message = (fields: object) => ({
    status: 200,
    body: {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'claude-haiku-4-5',
      content: [{ type: 'text', text: '{"probability": 0.7}' }],
      stop_reason: 'end_turn',
      stop_sequence: null,
      usage: { input_tokens: 300, output_tokens: 40 },
      ...fields,
    },
  })
  const settingsOf = (baseUrl: string) =>
    ({
      provider: 'anthropic',
      model: 'claude-haiku-4-5',
      baseUrl: baseUrl.replace('/v1', ''),
      apiKey: 'k',
    }) as const

  test('are asked by their Messages API and priced by their table', async () => {
    const server = await scripted(() => message({}))
    const { run, usage } = sampleRun()
    const reply = await ask(settingsOf(server.baseUrl), run)
    expect(reply).toEqual({
      text: '{"probability": 0.7}',
      truncated: false,
      usage: { inputTokens: 300, outputTokens: 40 },
    })
    expect(usage.total().costUsd).toBeCloseTo((300 * 1 + 40 * 5) / 1e6, 12)
    const [request] = server.requests
    expect(request).toMatchObject({ path: '/v1/messages', headers: { 'x-api-key': 'k' } })
    expect(request?.body).toMatchObject({
      model: 'claude-haiku-4-5',
      max_tokens: 4_096,
      system: 'You estimate.',
    })
  })

  test.each([
    ['cut off', message({ stop_reason: 'max_tokens' }), { truncated: true }],
    ['refused', message({ stop_reason: 'refusal', content: [] }), { code: 'E_MODEL_ANSWER' }],
    [
      '401',
      { status: 401, body: { type: 'error', error: { type: 'authentication_error', message: 'k' } } },
      { code: 'E_MODEL_KEY' },
    ],
    [
      '529',
      { status: 529, body: { type: 'error', error: { type: 'overloaded_error', message: 'k' } } },
      { code: 'E_MODEL_DOWN' },
    ],
    [
      'out of credit',
      {
        status: 400,
        body: {
          type: 'error',
          error: {
            type: 'invalid_request_error',
            message: 'Your credit balance is too low to access the API.',
          },
        },
      },
      { code: 'E_MODEL_QUOTA' },
    ],
  ] as const)('%s', async (_what, answer, expected) => {
    const server = await scripted(() => answer)
    expect(await ask(settingsOf(server.baseUrl)).catch((error) => error)).toMatchObject(expected)
  })

  test('say which package is missing', async () => {
    const missing = () => Promise.reject(Object.assign(new Error('no'), { code: 'ERR_MODULE_NOT_FOUND' }))
    const fields = { model: 'm', baseUrl: 'http://h', apiKey: 'k', maxOutputTokens: 1, fetch: undefined }
    await expect(openAnthropic(fields, missing)).rejects.toThrowErrorMatchingInlineSnapshot(
      `[IgError: Anthropic's models need a package that is not installed. (package: "@langchain/anthropic") Install it: pnpm add @langchain/anthropic]`,
    )
  })
})

test.each([
  [{ provider: 'gemini', apiKey: 'k' }, 'openai, openai-compatible'],
  [{ provider: 'anthropic', apiKey: 'k' }, 'Set model'],
  [{ provider: 'anthropic', model: 'claude-opus-5' }, 'Set ANTHROPIC_API_KEY.'],
])('the settings %j are refused', (settings, hint) => {
  expect(() => checkModelSettings(settings as ModelSettings)).toThrow(hint)
})

test('a chat model that was handed in is told apart by its numbers, not by its texts', async () => {
  const chat = {
    invoke: async () => new AIMessage('x'),
    _llmType: () => 'fake',
    model: 'm',
    temperature: 0.5,
    apiKey: 'canary',
  }
  const { identity } = await openModel(chat as never, undefined)
  expect(identity).toEqual(['fake', 'm', 'temperature', 0.5])
})
