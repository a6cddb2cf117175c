import { describe, expect, test } from 'vitest'
import { readModelFailure } from './model-failure.ts'

const failure = (thrown: unknown) => readModelFailure(thrown, 'gpt-4.1-mini', 0)
const http = (status: number, fields = {}) =>
  Object.assign(new Error('the key sk-secret is wrong'), { status, ...fields })

describe('sorts', () => {
  test.each([
    [http(401), 'stop', 'E_MODEL_KEY', true],
    [http(403), 'stop', 'E_MODEL_KEY', true],
    [http(402), 'stop', 'E_MODEL_QUOTA', true],
    [http(429, { code: 'insufficient_quota' }), 'stop', 'E_MODEL_QUOTA', true],
    [http(429, { headers: { 'retry-after': '3' } }), 'wait', 'E_MODEL_RATE_LIMIT', true],
    [
      Object.assign(new Error('Your credit balance is too low to access the API.'), { status: 400 }),
      'stop',
      'E_MODEL_QUOTA',
      true,
    ],
    [http(400), 'drop', 'E_MODEL_REQUEST', true],
    [http(404), 'stop', 'E_MODEL_UNKNOWN', true],
    [http(408), 'retry', 'E_MODEL_DOWN', true],
    [http(529), 'retry', 'E_MODEL_DOWN', true],
    [
      new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) }),
      'retry',
      'E_MODEL_DOWN',
      true,
    ],
    [
      new TypeError('terminated', { cause: Object.assign(new Error(), { code: 'UND_ERR_SOCKET' }) }),
      'retry',
      'E_MODEL_DOWN',
      false,
    ],
    [Object.assign(new Error(), { name: 'TimeoutError' }), 'retry', 'E_MODEL_DOWN', false],
    [new SyntaxError('Unexpected token'), 'drop', 'E_MODEL_ANSWER', false],
    [undefined, 'drop', 'E_MODEL_ANSWER', false],
  ])('%o', (thrown, next, code, free) => {
    expect(failure(thrown)).toMatchObject({
      next,
      free,
      error: { code, retryable: next === 'wait' || next === 'retry' },
    })
  })
})

test("never repeats the provider's words, which may hold the key", () => {
  const { error } = failure(http(401, { headers: new Headers({ 'retry-after': '3' }) }))
  expect(error.message).toMatchInlineSnapshot(
    `"The model provider refused the API key. (model: "gpt-4.1-mini", status: 401) Check its API key (OPENAI_API_KEY, ANTHROPIC_API_KEY) and its base URL."`,
  )
  expect(error.cause).toBeUndefined()
})

test('hears Retry-After from either kind of headers', () => {
  expect(failure(http(429, { headers: new Headers({ 'retry-after': '3' }) })).retryAfterMs).toBe(3_000)
  expect(failure(http(429, { headers: { 'retry-after': '3' } })).retryAfterMs).toBe(3_000)
  expect(failure(http(429, { headers: { 'retry-after-ms': '250', 'retry-after': '1' } })).retryAfterMs).toBe(
    250,
  )
  expect(failure(http(429, { headers: { 'retry-after-ms': 'x', 'retry-after': '1' } })).retryAfterMs).toBe(
    1_000,
  )
  expect(failure(http(429)).retryAfterMs).toBeNull()
})
