import type { StoreReader } from '@ig/miner'
import { statusForTest } from '../../testing/status-for-test.ts'
import type { MinuteActivity } from '../activity.ts'
import type { DashboardSource } from '../server/dashboard-source.ts'

/** The moment at which the dashboard of tests is looked at. */
export const TEST_NOW_MS = Date.UTC(2026, 0, 1, 1, 2, 3)

/** What a dashboard of a miner that is well is made from, unless a part is given. */
export function sourceForTest(
  given: Partial<DashboardSource> & { store?: StoreReader } = {},
): DashboardSource {
  const { store = null, ...parts } = given
  return {
    refresh: async () => {},
    snapshot: () => ({ status: statusForTest({ chain: 'finney' }), minutes: hour(), takenAtMs: TEST_NOW_MS }),
    logLines: () => [`{"level":30,"time":${TEST_NOW_MS},"msg":"a line"}`],
    reader: () => store,
    metrics: async () => ({ text: 'ig_up 1\n', contentType: 'text/plain; version=0.0.4' }),
    isHealthy: () => true,
    isReady: () => true,
    watch: () => ({ [Symbol.dispose]() {} }),
    changed: () => new Promise(() => {}),
    ...parts,
  }
}

/** An hour in which more and more was asked. */
function hour(): MinuteActivity[] {
  return Array.from({ length: 60 }, (_, minute) => ({
    startMs: TEST_NOW_MS - (TEST_NOW_MS % 60_000) - (59 - minute) * 60_000,
    answered: minute,
    refused: minute % 7 === 0 ? 5 : 0,
    failed: minute === 40 ? 2 : 0,
    p50Ms: minute === 0 ? null : 3 + Math.sin(minute / 5),
    p99Ms: minute === 0 ? null : 20 + 6 * Math.sin(minute / 3),
  }))
}
