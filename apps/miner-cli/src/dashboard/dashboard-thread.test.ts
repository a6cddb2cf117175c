import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../testing/spawn-miner.ts'
import { runDashboardThread } from './dashboard-thread.ts'
import type { FromWorker, WorkerSettings } from './worker-messages.ts'

const settings: WorkerSettings = {
  ip: '127.0.0.1',
  port: 8092,
  mayMove: true,
  token: null,
  hosts: [],
  database: '/nowhere/miner.db',
  known: { secrets: [], fingerprints: [] },
}

/** Runs a thread of this code, which has `port` (its parent) and `settings`. */
function runThread(code: string) {
  const file = join(temporaryFolder(), 'worker.mjs')
  writeFileSync(
    file,
    `import { parentPort as port, workerData as settings } from 'node:worker_threads'\n${code}\n`,
  )
  const messages: FromWorker[] = []
  const failures: unknown[] = []
  let opened = 0
  const thread = runDashboardThread(settings, {
    onOpen: (post) => {
      opened++
      post({ kind: 'metrics', id: opened, metrics: null })
    },
    onMessage: (message) => messages.push(message),
    onFailure: (error) => failures.push(error),
    file: pathToFileURL(file),
    restartMs: 1,
  })
  onTestFinished(thread.stop)
  return { thread, messages, failures, opened: () => opened }
}

test('a thread that fails is said, and started anew on the port that it had', async () => {
  const { thread, messages, failures } = runThread(`
    port.on('message', ({ id }) => {
      if (id === 1) {
        port.postMessage({ kind: 'listening', ip: '127.0.0.1', port: 9001 })
        throw new Error('out of its depth')
      }
      port.postMessage({ kind: 'failed', error: settings })
    })`)
  expect(await thread.listening).toEqual({ kind: 'listening', ip: '127.0.0.1', port: 9001 })
  await expect.poll(() => messages.length).toBe(1)
  expect(messages[0]).toMatchObject({ error: { port: 9001, mayMove: false } })
  expect(failures).toEqual([expect.objectContaining({ message: 'out of its depth' })])
})

test.each([
  ['throws', "throw new Error('no such library')", 'no such library'],
  ['ends without a word', 'process.exit(3)', 'the thread has ended with 3'],
  [
    'cannot listen',
    "port.postMessage({ kind: 'not-listening', reason: 'EACCES' }); setInterval(() => {}, 1e6)",
    'EACCES',
  ],
])(
  'nobody waits for a thread that %s before it listens, and it is not started again',
  async (_what, code, reason) => {
    const { thread, opened } = runThread(code)
    expect(await thread.listening).toEqual({ reason })
    await thread.stop()
    expect(opened()).toBe(1)
  },
)

test('a port that is lost meanwhile is said once, however often it is tried', async () => {
  const { thread, failures, opened } = runThread(`
    port.on('message', ({ id }) => {
      if (id === 1) port.postMessage({ kind: 'listening', ip: '127.0.0.1', port: 9001 })
      else port.postMessage({ kind: 'not-listening', reason: 'EADDRINUSE' })
      if (id === 1) process.exit(0)
    })`)
  await thread.listening
  await expect.poll(opened).toBeGreaterThan(3)
  expect(failures).toEqual([expect.objectContaining({ message: 'It cannot listen again: EADDRINUSE' })])
})

test('a thread that is stopped stays so', async () => {
  const { thread, opened } = runThread(
    "port.postMessage({ kind: 'listening', ip: '127.0.0.1', port: 1 }); port.on('message', () => {})",
  )
  await thread.listening
  await thread.stop()
  expect(opened()).toBe(1)
})
