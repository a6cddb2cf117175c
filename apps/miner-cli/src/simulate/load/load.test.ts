import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAxon, fileNonceJournal, serve } from '@ig/axon'
import { createMemoryStore, createMiner } from '@ig/miner'
import { keypairFromUri } from '@ig/sr25519'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { answeringSynapse } from '../../miner/open-axon.ts'
import { findHotkey } from './find-hotkey.ts'
import { resultOf } from './load-result.ts'
import { LOAD_STAGES } from './load-stages.ts'
import { type LoadTarget, parseTarget } from './load-target.ts'
import { loadText } from './load-text.ts'

/** The real axon and engine in this process, ended and opened again with the journal of their nonces. */
async function openTarget({ remembers = true } = {}): Promise<LoadTarget> {
  const folder = mkdtempSync(join(tmpdir(), 'ig-load-test-'))
  const hotkey = keypairFromUri('//Bob')
  const store = createMemoryStore()
  const miner = createMiner({ store })
  const open = async (port: number) => {
    const axon = createAxon({
      hotkey,
      synapses: [answeringSynapse(miner, { policy: undefined, mayPay: () => true })],
      ...(remembers && { nonceJournal: fileNonceJournal(join(folder, 'nonces')) }),
    })
    return { axon, server: await serve(axon, { port }) }
  }
  let running = await open(0)
  const end = async () => {
    await running.server.close({ graceMs: 0 })
    await running.axon.close()
  }
  const { port, ip } = running.server
  onTestFinished(async () => {
    await end()
    store.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return {
    ip,
    port,
    hotkey: running.axon.hotkeySs58,
    async restart() {
      await end()
      running = await open(port)
    },
    close: async () => {},
  }
}

const few = { validators: 4, requests: 120, events: 300 }
const quick = LOAD_STAGES.filter(({ name }) => name !== 'slow readers')

async function runStages(target: LoadTarget) {
  const results = []
  for (const { run } of quick) results.push(...(await run(target, few)))
  return results
}

describe('stages against the real axon', () => {
  test('everything is answered or refused as it must be, a restart included', async () => {
    const target = await openTarget()
    expect(await findHotkey(target)).toBe(target.hotkey)
    const results = await runStages(target)
    expect(results.filter(({ fault }) => fault !== null)).toEqual([])
    const by = Object.fromEntries(results.map(({ name, byStatus }) => [name, byStatus]))
    expect(by).toMatchObject({
      validators: { 200: 20 },
      replays: { 401: 6 },
      'validators of SDK 11': { 200: 20 },
      forgeries: { 401: 6 },
      unsigned: { 401: 6 },
      misdirected: { 401: 6 },
      'wrong clocks': { 401: 4 },
      'clocks a little off': { 200: 4 },
      'large question': { 200: 2 },
      'replays after it': { 401: 5 },
    })
    expect(by.flood?.['429']).toBeGreaterThan(0)
    expect(loadText(results, Number.POSITIVE_INFINITY)).toMatch(/Everything was answered as it must be\.\n$/)
  })

  test('an axon that forgets its nonces at a restart is found out', async () => {
    const results = await runStages(await openTarget({ remembers: false }))
    const faults = results.filter(({ fault }) => fault !== null)
    expect(faults.map(({ name }) => name)).toEqual(['replays after it'])
    expect(loadText(results, Number.POSITIVE_INFINITY)).toMatch(
      /\nreplays after it: 5 of 5 were not answered with 401\.\n/,
    )
  })
})

test('a result says what was not as it must be', () => {
  const expectation = { name: 'x', doc: 'y', statuses: [200] }
  const ok = { status: 200, durationMs: 1 }
  expect(resultOf(expectation, [])).toMatchObject({ sent: 0, p50Ms: null, fault: 'nothing could be sent' })
  expect(resultOf(expectation, [ok, { ...ok, asked: 2, answered: 1 }]).fault).toMatch(/without a probability/)
  expect(resultOf(expectation, [ok, { status: null, durationMs: 9 }])).toMatchObject({
    byStatus: { 200: 1, none: 1 },
    maxMs: 1,
    fault: '1 of 2 were not answered with 200',
  })
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1 }), (times) => {
      const { p50Ms, p99Ms, maxMs } = resultOf(
        expectation,
        times.map((durationMs) => ({ status: 200, durationMs })),
      )
      expect(p50Ms).toBeLessThanOrEqual(p99Ms as number)
      expect(p99Ms).toBeLessThanOrEqual(maxMs as number)
      expect(times).toContain(p50Ms)
    }),
  )
})

describe('a target', () => {
  test.each(['127.0.0.1:8091', '127.5.4.3:1', '[::1]:65535', '::1:80'])(
    'on this machine is taken: %s',
    (text) => {
      expect(parseTarget(text, { mayBeRemote: false }).port).toBeGreaterThan(0)
    },
  )

  test.each([
    '203.0.113.7:8091',
    '10.0.0.1:80',
    '0.0.0.0:80',
    '[2001:db8::1]:8091',
    '[::ffff:203.0.113.7]:80',
  ])('elsewhere needs a word: %s', (text) => {
    expect(() => parseTarget(text, { mayBeRemote: false })).toThrow(
      expect.objectContaining({ code: 'E_REMOTE_TARGET' }),
    )
    expect(parseTarget(text, { mayBeRemote: true }).port).toBeGreaterThan(0)
  })

  test.each(['localhost:8091', '127.0.0.1', '127.0.0.1:0', '127.0.0.1:70000', 'example.org:80', ''])(
    'is an address and a port, not %j',
    (text) => {
      expect(() => parseTarget(text, { mayBeRemote: true })).toThrow(
        expect.objectContaining({ code: 'E_ARGUMENT' }),
      )
    },
  )
})
