import { expect, test } from 'vitest'
import { runInProcess } from '../testing/run-in-process.ts'
import { temporaryFolder } from '../testing/spawn-miner.ts'
import { openWebhookDouble } from '../testing/webhook-double.ts'

test('`notices test` posts one notice, in the shape that was asked for', async () => {
  const webhook = await openWebhookDouble()
  const options = { home: temporaryFolder(), env: { IG_NOTICES_WEBHOOK_URL: webhook.url } }
  const plain = await runInProcess(['notices', 'test', '--json'], options)
  expect(JSON.parse(plain.stdout)).toEqual({ schemaVersion: 1, delivered: true, shape: 'json', status: 200 })
  const slack = await runInProcess(['notices', 'test', '--notices.shape', 'slack'], options)
  expect([plain.exitCode, slack.exitCode]).toEqual([0, 0])
  expect(webhook.bodies).toMatchObject([
    { event: 'notice', kind: 'test' },
    { text: expect.stringMatching(/^ℹ️ This is a test\n/) },
  ])
})

test('without a webhook, and with one that refuses or sends elsewhere, it says what to do and keeps the address', async () => {
  const home = temporaryFolder()
  const none = await runInProcess(['notices', 'test'], { home })
  expect(none).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('IG_NOTICES_WEBHOOK_URL') })
  const webhook = await openWebhookDouble()
  const options = { home, env: { IG_NOTICES_WEBHOOK_URL: webhook.url } }
  const answers: [number, Record<string, string>][] = [
    [404, {}],
    [302, { location: 'https://elsewhere.example/' }],
    [503, {}],
  ]
  for (const [status, headers] of answers) {
    webhook.answer(status, headers)
    const { exitCode, stdout, stderr } = await runInProcess(['notices', 'test'], options)
    expect([exitCode, stdout]).toEqual([69, ''])
    expect(stderr).toContain(`status ${status}`)
    expect(stderr).not.toContain('canary-path')
  }
  const explained = await runInProcess(['config', 'explain', '--json'], options)
  expect(explained.stdout).not.toContain('canary-path')
})
