import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { defineSynapse, type EventPredictionFields, EventPredictionSynapse, PingSynapse } from '@ig/protocol'
import { keypairFromUri } from '@ig/sr25519'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createDendrite } from '../dendrite.ts'

const python =
  process.env.IG_PYTHON_BITTENSOR_10 ?? join(homedir(), '.cache/ig-peers/bittensor-10.5.0/bin/python')
const isMissing = !existsSync(python)
if (isMissing) process.stderr.write('Skipped: the axon of bittensor 10 is not installed here.\n')

const Echo = defineSynapse({
  name: 'Echo',
  fields: z.looseObject({ text: z.string(), heard: z.string().default('') }),
  requiredHashFields: ['text'],
})
const Counting = defineSynapse({
  name: 'Counting',
  fields: z.looseObject({ upto: z.number().default(0) }),
  streaming: true,
})
const nothing = z.looseObject({})
const Raising = defineSynapse({ name: 'Raising', fields: nothing })
const Unverified = defineSynapse({ name: 'Unverified', fields: nothing })
const Unknown = defineSynapse({ name: 'Unknown', fields: nothing })

const alice = keypairFromUri('//Alice')
const aliceSs58 = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'

describe.skipIf(isMissing && process.env.IG_REQUIRE_PEERS !== '1')("the SDK's axon", () => {
  let axon: ChildProcess
  let target: { ip: string; port: number; hotkey: string }
  const dendrite = createDendrite({ keypair: alice })

  beforeAll(async () => {
    const script = join(import.meta.dirname, 'python_axon.py')
    axon = spawn(python, [script], { stdio: ['pipe', 'pipe', 'ignore'] })
    if (!axon.stdout) throw new Error('No stdout.')
    for await (const line of createInterface({ input: axon.stdout })) {
      target = { ip: '127.0.0.1', ...(JSON.parse(line) as { port: number; hotkey: string }) }
      break
    }
    // What it prints later must not fill the pipe.
    axon.stdout.resume()
  })
  afterAll(async () => {
    dendrite.close()
    axon.stdin?.end()
    if (axon.exitCode === null) await once(axon, 'exit')
  })

  test('answers events', async () => {
    const [reply] = await dendrite.query(target, EventPredictionSynapse, events())
    expect(reply).toMatchObject({ isSuccess: true, statusCode: 200, statusMessage: 'Success' })
    expect(reply?.axon).toMatchObject({ hotkey: target.hotkey, port: target.port })
    expect(reply?.axon.processTime).toBeGreaterThan(0)
    expect(Object.values(reply?.fields.events ?? {})).toMatchObject([
      { probability: 0.25, miner_answered: true, description: 'Will “it” happen? ✓', metadata: { f: 1.5 } },
    ])
  })

  test('answers one after another, and a ping', async () => {
    for (let i = 0; i < 5; i++) {
      expect(await dendrite.query(target, PingSynapse, {})).toMatchObject([{ isSuccess: true }])
    }
  })

  test('verifies the hash of a body, in any script', async () => {
    const [reply] = await dendrite.query(target, Echo, { text: 'schön "日本" \\ \n', heard: '' })
    expect(reply).toMatchObject({
      isSuccess: true,
      fields: { heard: `schön "日本" \\ \n from ${aliceSs58}` },
    })
  })

  test('says 403 to a key on its blacklist', async () => {
    const charlie = createDendrite({ keypair: keypairFromUri('//Charlie') })
    const [reply] = await charlie.query(target, Echo, { text: 'x', heard: '' })
    charlie.close()
    expect(reply).toMatchObject({
      isSuccess: false,
      statusCode: 403,
      statusMessage: 'Forbidden. Key is blacklisted: No Charlies.',
      fields: { text: 'x', heard: '' },
    })
  })

  test('says 401 to a nonce that is too old, and where its own check fails', async () => {
    const late = createDendrite({ keypair: alice, nowNs: () => BigInt(Date.now() - 60_000) * 1_000_000n })
    const [old] = await late.query(target, PingSynapse, {})
    late.close()
    expect(old?.statusCode).toBe(401)
    expect(old?.statusMessage).toMatch(/^Not Verified with error: .*too old/i)
    const [unverified] = await dendrite.query(target, Unverified, {})
    expect(unverified).toMatchObject({
      statusCode: 401,
      statusMessage: 'Not Verified with error: nobody is believed',
    })
  })

  test('says 401 to a request that is meant for another axon', async () => {
    const [reply] = await dendrite.query({ ...target, hotkey: aliceSs58 }, PingSynapse, {})
    expect(reply?.statusCode).toBe(401)
    expect(reply?.statusMessage).toMatch(/^Not Verified with error: Signature mismatch/)
  })

  test('says 500 where its handler raises, and goes on', async () => {
    const [reply] = await dendrite.query(target, Raising, {})
    expect(reply?.statusCode).toBe(500)
    expect(reply?.statusMessage).toMatch(/^Internal Server Error/)
    expect(await dendrite.query(target, PingSynapse, {})).toMatchObject([{ isSuccess: true }])
  })

  test('says 404 to a synapse that it does not know', async () => {
    const [reply] = await dendrite.query(target, Unknown, {})
    expect(reply).toMatchObject({ isSuccess: false, statusCode: 404 })
    expect(reply?.statusMessage).toMatch(/^Synapse name 'Unknown' not found/)
  })

  test('streams', async () => {
    let text = ''
    for await (const piece of dendrite.stream(target, Counting, { upto: 3 })) text += piece
    expect(text).toBe('1é 2é 3é ')
  })

  test('refuses to stream what it does not know', async () => {
    const stream = dendrite.stream(target, Unknown, {})[Symbol.asyncIterator]()
    await expect(stream.next()).rejects.toMatchObject({
      code: 'E_DENDRITE_STREAM',
      values: { statusCode: 404 },
    })
  })
})

function events(): EventPredictionFields {
  return {
    events: {
      'ifgames-1': {
        event_id: '1',
        market_type: 'polymarket',
        description: 'Will “it” happen? ✓',
        cutoff: 1_754_000_000,
        metadata: { f: 1.5, none: null },
        probability: null,
        reasoning: null,
        miner_answered: false,
      },
    },
  }
}
