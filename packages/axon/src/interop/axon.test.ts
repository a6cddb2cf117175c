import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import { defineSynapse, type EventPredictionFields, EventPredictionSynapse } from '@ig/protocol'
import { keypairFromUri } from '@ig/sr25519'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { AxonSynapse } from '../axon-synapse.ts'
import { createAxon } from '../create-axon.ts'
import { type AxonServer, serve } from '../serve.ts'

const Words = defineSynapse({ name: 'Words', fields: z.looseObject({}), streaming: true })
async function* words() {
  yield 'Hello '
  yield 'stream '
  yield 'end'
}
const half: AxonSynapse<EventPredictionFields>['forward'] = ({ events }) => ({
  events: Object.fromEntries(
    Object.entries(events).map(([key, event]) => [key, { ...event, probability: 0.5, miner_answered: true }]),
  ),
})
const bob = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty'

/** A Python process that takes one JSON task a line; null where that Python is not installed. */
function peerOf(variable: string, folder: string, script: string) {
  const python = process.env[variable] ?? join(homedir(), '.cache/ig-peers', folder, 'bin/python')
  if (!existsSync(python) && process.env.IG_REQUIRE_PEERS !== '1') {
    process.stderr.write(`Skipped: ${folder} is not installed here.\n`)
    return null
  }
  let child: ChildProcess
  let lines: AsyncIterator<string>
  let reader: Interface
  return {
    start() {
      child = spawn(python, [join(import.meta.dirname, script)], { stdio: ['pipe', 'pipe', 'ignore'] })
      if (!child.stdout) throw new Error('No stdout.')
      reader = createInterface({ input: child.stdout })
      lines = reader[Symbol.asyncIterator]()
    },
    async ask<Result>(task: object): Promise<Result> {
      child.stdin?.write(`${JSON.stringify(task)}\n`)
      for (;;) {
        const { value, done } = await lines.next()
        if (done) throw new Error('The peer ended.')
        if (value.startsWith('{')) return JSON.parse(value) as Result
      }
    },
    async stop() {
      child.stdin?.end()
      if (child.exitCode === null) await once(child, 'exit')
      reader.close()
    },
  }
}

let server: AxonServer
const axon = createAxon({
  hotkey: keypairFromUri('//Bob'),
  rateLimitPerSecond: 0,
  policy: ({ ss58 }) =>
    ss58.startsWith('5Grwva')
      ? { allowed: true, priority: 1 }
      : { allowed: false, reason: 'Unrecognized hotkey' },
  synapses: [
    { synapse: EventPredictionSynapse, forward: half },
    { synapse: Words, forward: words },
  ],
})
beforeAll(async () => {
  server = await serve(axon, { port: 0 })
})
afterAll(async () => {
  await server.close({ graceMs: 0 })
  await axon.close()
})

interface Polled {
  readonly status: number
  readonly message: string
  readonly success: boolean
  readonly seconds: number
  readonly unaltered: boolean
}

const sdk10 = peerOf('IG_PYTHON_BITTENSOR_10', 'bittensor-10.5.0', 'python_dendrite.py')
describe.skipIf(sdk10 === null)("the SDK's dendrite", () => {
  beforeAll(() => sdk10?.start())
  afterAll(() => sdk10?.stop())
  const ask = <Result>(task: object) =>
    (sdk10 ?? expect.unreachable()).ask<Result>({ port: server.port, hotkey: bob, ...task })

  test.each([
    ['events', 0],
    ['events', 1],
    ['events', 3],
    ['events', 100],
    ['events', 300],
    ['seed', 0],
    ['seed', 3],
    ['seed', 100],
    ['events', 3_000],
  ])('%s: %i of them, in any script, all answered and nothing altered', async (kind, events) => {
    const polled = await ask<Polled>({ kind, events })
    expect(polled).toMatchObject({
      status: 200,
      message: 'Success',
      success: true,
      keys: true,
      unaltered: true,
      probabilities: events === 0 ? [] : [0.5],
      hotkey: bob,
    })
  })

  test('pings', async () => {
    expect(await ask({ kind: 'ping' })).toEqual({ status: 200, success: true })
  })

  test('streams', async () => {
    expect(await ask({ kind: 'words' })).toMatchObject({
      chunks: 'Hello stream end',
      completion: 'Hello stream end',
      status: 200,
    })
  })

  test('is told that it is not wanted', async () => {
    expect(await ask<Polled>({ kind: 'events', events: 1, uri: '//Charlie' })).toMatchObject({
      status: 403,
      message: 'Forbidden. Key is blacklisted: Unrecognized hotkey.',
      success: false,
    })
  })

  test('is told that it asked another axon', async () => {
    const hotkey = '5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y'
    expect(await ask<Polled>({ kind: 'events', events: 1, hotkey })).toMatchObject({
      status: 401,
      message: 'Not Verified with error: Signature mismatch',
    })
  })
})

const sdk11 = peerOf('IG_PYTHON_BITTENSOR_11', 'bittensor-11', 'python_btauth_client.py')
describe.skipIf(sdk11 === null)('a client of bittensor 11', () => {
  beforeAll(() => sdk11?.start())
  afterAll(() => sdk11?.stop())
  const event = { event_id: '1', market_type: 'llm', description: '日本', probability: null }
  const task = { path: '/EventPredictionSynapse?a=1', receiver: bob, body: { events: { k: event } } }
  const ask = (more: object = {}) =>
    (sdk11 ?? expect.unreachable()).ask({ port: server.port, ...task, ...more })

  test('is answered', async () => {
    expect(await ask()).toMatchObject({
      status: 200,
      body: { events: { k: { ...event, probability: 0.5 } } },
    })
  })

  test('is refused with another body than it signed, for another receiver, or for none', async () => {
    expect(await ask({ sent: { events: {} } })).toMatchObject({ status: 401 })
    expect(await ask({ receiver: '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY' })).toMatchObject({
      status: 401,
    })
    expect(await ask({ receiver: null })).toMatchObject({ status: 401 })
  })
})
