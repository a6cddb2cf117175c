import { afterEach, expect, test } from 'vitest'
import { createBudget } from '../budget.ts'
import { closeServers, scripted } from '../testing/scripted-forecaster.ts'
import { askForASign } from './ask-for-a-sign.ts'

afterEach(closeServers)

const signal = new AbortController().signal

test('asks for one token, once, and tells what it cost', async () => {
  const server = await scripted(() => ({ content: '{', finishReason: 'length' }))
  const budget = createBudget({ capUsd: 1 })
  const settings = { model: 'gpt-4.1-mini', baseUrl: server.baseUrl, apiKey: 'sk-canary' }
  const sign = await askForASign(settings, { signal, reserve: budget.reserve })
  expect(sign).toMatchObject({ model: 'gpt-4.1-mini', outputTokens: 50 })
  expect(sign.costUsd).toBeGreaterThan(0)
  expect(budget.spentUsd()).toBe(sign.costUsd)
  expect(server.requests).toHaveLength(1)
  expect(server.requests[0]?.body).toMatchObject({ max_tokens: 1 })
})

test('lets a model that reasons unseen think a little', async () => {
  const server = await scripted(() => ({ content: '' }))
  await askForASign({ model: 'o4-mini', baseUrl: server.baseUrl }, { signal })
  expect(server.requests[0]?.body).toMatchObject({ max_completion_tokens: 256 })
})

test.each([
  [401, 'E_MODEL_KEY'],
  [402, 'E_MODEL_QUOTA'],
  [404, 'E_MODEL_UNKNOWN'],
  [429, 'E_MODEL_RATE_LIMIT'],
  [500, 'E_MODEL_DOWN'],
])('a status %d is %s, asked once and not paid', async (status, code) => {
  const server = await scripted(() => ({ status, body: { error: { message: 'sk-canary is wrong' } } }))
  const budget = createBudget({ capUsd: 1 })
  const settings = { model: 'gpt-4.1-mini', baseUrl: server.baseUrl, apiKey: 'sk-canary' }
  const error = await askForASign(settings, { signal, reserve: budget.reserve }).catch((thrown) => thrown)
  expect(error).toMatchObject({ code })
  expect(error.message).not.toContain('sk-canary')
  expect([server.requests.length, budget.spentUsd()]).toEqual([1, 0])
})

test('under a cap a model without a price is not asked', async () => {
  const server = await scripted(() => ({ content: '{}' }))
  const { reserve } = createBudget({ capUsd: 1 })
  const asked = askForASign({ model: 'home-made', baseUrl: server.baseUrl }, { signal, reserve })
  await expect(asked).rejects.toMatchObject({ code: 'E_MODEL_PRICE' })
  expect(server.requests).toHaveLength(0)
})

test('ends with the signal', async () => {
  const server = await scripted(() => 'hang')
  const controller = new AbortController()
  const asked = askForASign({ model: 'home-made', baseUrl: server.baseUrl }, { signal: controller.signal })
  await expect.poll(() => server.requests).toHaveLength(1)
  controller.abort(new Error('enough'))
  await expect(asked).rejects.toThrow('enough')
})
