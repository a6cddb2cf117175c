import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { openCollectorDouble } from '../testing/collector-double.ts'
import { buildMiner, startMiner, temporaryFolder } from '../testing/spawn-miner.ts'
import { openWebhookDouble } from '../testing/webhook-double.ts'

beforeAll(buildMiner)

test('a miner that runs gives metrics, is alive and ready, sends traces and notices, and ends in time', async () => {
  const home = temporaryFolder()
  const [webhook, collector] = await Promise.all([openWebhookDouble(), openCollectorDouble()])
  const strategy = join(home, 'strategy.ts')
  writeFileSync(strategy, 'export default async () => ({ probability: 0.4, usage: { costUsd: 0.001 } })\n')
  const miner = await startMiner(['--forecaster', strategy, '--dashboard.port', '0'], {
    home,
    env: {
      IG_DASHBOARD_ENABLED: 'true',
      IG_NOTICES_WEBHOOK_URL: webhook.url,
      IG_NOTICES_MIN_FREE_DISK_MB: '1000000000',
      IG_OTEL_ENDPOINT: collector.endpoint,
    },
  })
  const { dashboard } = miner.ready
  const get = async (path: string) => (await fetch(`${dashboard}${path}`)).text()
  await expect.poll(() => get('/readyz')).toBe('ok\n')
  expect(await get('/healthz')).toBe('ok\n')
  await expect.poll(() => get('/metrics')).toMatch(/^ig_forecasts_total\{basis="model"\} [1-9]/m)
  const metrics = await get('/metrics')
  expect(metrics).toMatch(/^ig_requests_total\{status="200",validator="5\w+"\} [1-9]/m)
  expect(metrics).toMatch(/^ig_disk_free_bytes \d+$/m)

  miner.process.kill('SIGTERM')
  expect((await miner.ended).exitCode).toBe(0)
  // The last look is at the end, so that nothing is missed that ends a miner.
  expect(webhook.bodies).toMatchObject([{ rule: 'disk', kind: 'trouble', miner: { network: 'sandbox' } }])
  expect(collector.spans.map(({ name }) => name)).toContain('forecast')
  expect(miner.stderr()).not.toContain('canary-path')
})
