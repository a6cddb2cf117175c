import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { MinerContext } from '../miner/miner-context.ts'
import type { MinerView } from '../miner/miner-view.ts'
import { createReload } from '../reload/reload.ts'
import { resolveSettings } from '../settings/resolve-settings.ts'
import { createSilentLog } from '../testing/silent-log.ts'
import { temporaryFolder } from '../testing/spawn-miner.ts'
import { statusForTest } from '../testing/status-for-test.ts'
import { openWebhookDouble } from '../testing/webhook-double.ts'
import { startNotices } from './start-notices.ts'

test('a webhook that is set, changed or taken away while the miner runs is used from then on', async () => {
  const [first, second] = await Promise.all([openWebhookDouble(), openWebhookDouble()])
  const { log, lines } = createSilentLog()
  const now = { env: {} as Record<string, string>, status: statusForTest() }
  const reread = () => resolveSettings({ flags: new Map(), env: now.env, files: [], home: '/', cwd: '/' })
  const reload = createReload({ started: reread().values, reread, log })
  const context = { settings: reread().values, reload, log, cleanup: new AsyncDisposableStack() }
  const view = { status: () => now.status, folder: { notices: join(temporaryFolder(), 'notices.json') } }
  await startNotices(context as unknown as MinerContext, view as MinerView)

  const set = async (url: string | null) => {
    now.env = url === null ? {} : { IG_NOTICES_WEBHOOK_URL: url, IG_NOTICES_SILENCE_MINUTES: '0' }
    await reload.run()
  }
  await set(first.url)
  now.status = { ...now.status, spend: { ...now.status.spend, todayUsd: 1.7 } }
  // What is in use looks a last time before another one is.
  await set(second.url)
  now.status = { ...now.status, spend: { ...now.status.spend, todayUsd: 2 } }
  await set(null)
  await context.cleanup.disposeAsync()
  expect(first.bodies.map(({ title }) => title)).toEqual(['80 % of the budget is spent'])
  expect(second.bodies.map(({ title }) => title)).toEqual(['The budget is used up'])
  expect(JSON.stringify(lines)).not.toContain('canary-path')
})
