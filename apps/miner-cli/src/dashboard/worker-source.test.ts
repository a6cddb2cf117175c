import { expect, test } from 'vitest'
import { statusForTest } from '../testing/status-for-test.ts'
import { holdStore } from './server/store-holder.ts'
import type { FromWorker } from './worker-messages.ts'
import { createWorkerSource } from './worker-source.ts'

function openSource() {
  const posted: FromWorker[] = []
  let nowMs = 1_000_000
  const { source, take } = createWorkerSource({
    post: (message) => posted.push(message),
    store: holdStore('/nowhere/miner.db'),
    nowMs: () => nowMs,
  })
  const state = (logLines: readonly string[] = []): Parameters<typeof take>[0] => ({
    kind: 'state',
    snapshot: { status: statusForTest(), minutes: [], takenAtMs: nowMs },
    logLines,
  })
  return { source, take, posted, state, pass: (ms: number) => (nowMs += ms) }
}

test('the miner is well while it says so every few seconds, and ready once it answers', () => {
  const { source, take, state, pass } = openSource()
  expect([source.isHealthy(), source.isReady()]).toEqual([true, false])
  take(state())
  expect([source.isHealthy(), source.isReady()]).toEqual([true, true])
  pass(31_000)
  expect([source.isHealthy(), source.isReady()]).toEqual([false, false])
})

test('log lines are kept as they come, the last thousand', () => {
  const { source, take, state } = openSource()
  take(state(Array.from({ length: 990 }, (_, index) => `old ${index}`)))
  take(state(Array.from({ length: 20 }, (_, index) => `new ${index}`)))
  expect(source.logLines()).toHaveLength(1_000)
  expect([source.logLines()[0], source.logLines().at(-1)]).toEqual(['old 10', 'new 19'])
})

test('the miner is told when the first one looks and when the last one has gone', () => {
  const { source, posted } = openSource()
  const [one, other] = [source.watch(), source.watch()]
  one[Symbol.dispose]()
  one[Symbol.dispose]()
  expect(posted).toEqual([{ kind: 'watched', watched: true }])
  other[Symbol.dispose]()
  expect(posted.at(-1)).toEqual({ kind: 'watched', watched: false })
})

test('a page is made of this moment: a snapshot of some seconds ago is asked for anew', async () => {
  const { source, take, posted, state, pass } = openSource()
  take(state())
  await source.refresh()
  expect(posted).toEqual([])
  pass(2_500)
  const refreshed = source.refresh()
  const another = source.refresh()
  expect(posted).toEqual([{ kind: 'tell' }])
  take(state())
  await Promise.all([refreshed, another])
  pass(2_500)
  const later = source.refresh()
  expect(posted).toEqual([{ kind: 'tell' }, { kind: 'tell' }])
  take(state())
  await later
})

test('metrics are those that the miner answers with, each question with its own', async () => {
  const { source, take } = openSource()
  const [first, second] = [source.metrics(), source.metrics()]
  take({ kind: 'metrics', id: 2, metrics: { text: 'b', contentType: 'text/plain' } })
  take({ kind: 'metrics', id: 1, metrics: null })
  expect([await first, await second]).toEqual([null, { text: 'b', contentType: 'text/plain' }])
})
