import { defineSynapse } from '@ig/protocol'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { testAxon } from './testing/test-axon.ts'

const message = async (response: Response) => ((await response.json()) as { message: string }).message

test('the ping always exists', async () => {
  const { ask } = testAxon()
  const synapse = defineSynapse({ name: 'Synapse', fields: z.looseObject({}) })
  expect((await ask({ synapse, fields: {} })).status).toBe(200)
})

test('a handler that fails is a 500 with an id, and its reason goes to the owner only', async () => {
  const cause = new Error('secret detail')
  const synapse = defineSynapse({ name: 'Broken', fields: z.looseObject({}) })
  for (const forward of [
    () => {
      throw cause
    },
    () => Promise.reject(cause),
  ]) {
    const { ask, events } = testAxon({ synapses: [{ synapse, forward }] })
    const response = await ask({ synapse, fields: {} })
    expect(response.status).toBe(500)
    expect(await response.text()).toBe('{"message":"Internal Server Error #id-1"}')
    expect(events).toMatchObject([{ type: 'failed', status: 500, cause }])
  }
})

test('a handler that takes longer than the caller waits is a 408, and is told to stop', async () => {
  const synapse = defineSynapse({ name: 'Slow', fields: z.looseObject({}) })
  const { ask } = testAxon({
    synapses: [
      {
        synapse,
        forward: (_fields: object, { signal }) =>
          new Promise<object>((_resolve, reject) =>
            signal.addEventListener('abort', () => reject(signal.reason)),
          ),
      },
    ],
  })
  const response = await ask({ synapse, fields: {}, timeoutSeconds: 0.02 })
  expect([response.status, await message(response)]).toEqual([408, 'Response timeout after: 0.02s'])
})

test('a synapse’s own checks refuse verified callers', async () => {
  const synapse = defineSynapse({ name: 'Choosy', fields: z.looseObject({}) })
  const forward = (fields: object) => fields
  const blacklist = testAxon({ synapses: [{ synapse, forward, blacklist: async () => 'not today' }] })
  const refused = await blacklist.ask({ synapse, fields: {} })
  expect([refused.status, await message(refused)]).toEqual([403, 'Forbidden. Key is blacklisted: not today.'])
  const verify = testAxon({
    synapses: [
      {
        synapse,
        forward,
        verify: () => {
          throw new Error('with a secret')
        },
      },
    ],
  })
  const unverified = await verify.ask({ synapse, fields: {} })
  expect([unverified.status, await message(unverified)]).toEqual([
    401,
    'Not Verified with error: refused by this axon',
  ])
})

test('a body cannot pass for a refusal', async () => {
  const { ask } = testAxon()
  expect((await ask({ fields: { events: {}, refused: true, status: 500, message: 'x' } })).status).toBe(200)
})
