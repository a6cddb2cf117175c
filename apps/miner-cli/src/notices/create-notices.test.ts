import { join } from 'node:path'
import { createManualClock } from '@ig/miner'
import { expect, test } from 'vitest'
import type { MinerStatusJson } from '../miner/miner-status-json.ts'
import { createSilentLog } from '../testing/silent-log.ts'
import { temporaryFolder } from '../testing/spawn-miner.ts'
import { statusForTest } from '../testing/status-for-test.ts'
import { createNotices } from './create-notices.ts'

const START_MS = Date.parse('2026-01-01T01:05:00Z')
const well = statusForTest({ chain: 'finney' })
const spent: MinerStatusJson = { ...well, spend: { ...well.spend, todayUsd: 2 } }

/** Notices of a miner whose status and webhook are given; `titles` are those that were taken. */
function openNotices(file: string, { startMs = START_MS, online = true } = {}) {
  const clock = createManualClock(startMs)
  const { log, lines } = createSilentLog()
  const now = { status: well, online }
  const titles: string[] = []
  const notices = createNotices({
    webhook: { url: 'https://hooks.example/canary-path', shape: 'json' },
    limits: { silenceMinutes: 0, minFreeDiskMb: 1_024 },
    status: () => now.status,
    file,
    async fetch(_url, init) {
      if (!now.online) throw new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } })
      titles.push((JSON.parse(String(init?.body)) as { title: string }).title)
      return new Response('ok')
    },
    clock,
    random: () => 0.5,
    log,
  })
  return { notices, clock, now, titles, lines }
}

test('tells once, also over restarts, and that it is over', async () => {
  const file = join(temporaryFolder(), 'notices.json')
  const first = openNotices(file)
  await first.clock.advance(30_000)
  first.now.status = spent
  await first.clock.advance(60_000)
  await first.notices.stop()
  expect(first.titles).toEqual(['The budget is used up'])

  const second = openNotices(file, { startMs: START_MS + 3_600_000 })
  second.now.status = spent
  await second.clock.advance(60_000)
  expect(second.titles).toEqual([])
  second.now.status = well
  await second.clock.advance(10_000)
  expect(second.titles).toEqual(['There is money for forecasts'])
  await second.notices.stop()
})

test('what could not be delivered before the end is delivered by the next process', async () => {
  const file = join(temporaryFolder(), 'notices.json')
  const first = openNotices(file, { online: false })
  // A miner that has lost its place ends at once: the last look is at the end.
  first.now.status = { ...well, registration: null }
  await first.notices.stop()
  expect([first.titles, first.clock.pending()]).toEqual([[], 0])
  expect(JSON.stringify(first.lines)).not.toContain('canary-path')

  const second = openNotices(file)
  await second.clock.advance(0)
  expect(second.titles).toEqual(['Deregistered'])
  await second.notices.stop()
})

test('a status that fails and a folder that is gone end nothing', async () => {
  const { notices, clock, now, titles, lines } = openNotices(join(temporaryFolder(), 'gone', 'notices.json'))
  const broken = Object.defineProperty({ ...well }, 'spend', {
    get: () => {
      throw new Error('The store is closed.')
    },
  })
  now.status = broken
  await clock.advance(10_000)
  now.status = spent
  await clock.advance(10_000)
  await notices.stop()
  expect(titles).toEqual(['The budget is used up'])
  expect(lines.filter(({ level }) => level === 50)).toHaveLength(1)
})
