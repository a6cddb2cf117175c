import { expect, test } from 'vitest'
import { noticeForTest } from '../testing/notice-for-test.ts'
import { shapeNotice, shapeOf } from './shape-notice.ts'

test.each([
  ['https://hooks.slack.com/services/T0/B0/x', 'slack'],
  ['https://discord.com/api/webhooks/1/x', 'discord'],
  ['https://canary.discord.com/api/webhooks/1/x', 'discord'],
  ['https://discordapp.com/api/webhooks/1/x', 'discord'],
  ['https://discord.com.example/api/webhooks/1/x', 'json'],
  ['https://hooks.slack.com.example/services', 'json'],
  ['http://127.0.0.1:9000/hooks.slack.com', 'json'],
] as const)('%s takes %s', (url, shape) => {
  expect(shapeOf(url, 'auto')).toBe(shape)
  expect(shapeOf(url, 'json')).toBe('json')
})

test('plain JSON has everything', () => {
  const notice = noticeForTest()
  expect(shapeNotice(notice, 'json')).toEqual({ schemaVersion: 1, event: 'notice', ...notice })
})

test('Slack gets text in which nothing is a link or calls anybody', () => {
  const notice = noticeForTest({
    text: 'Nothing from <!channel> & <https://evil.example|here>.',
    severity: 'critical',
  })
  expect(shapeNotice(notice, 'slack')).toMatchInlineSnapshot(`
    {
      "text": "🛑 The chain is stale
    Nothing from &lt;!channel&gt; &amp; &lt;https://evil.example|here&gt;.
    finney, subnet 6, uid 7, hotkey 5GrwvaEF",
    }
  `)
})

test('Discord gets text that calls nobody and is short enough', () => {
  const recovery = noticeForTest({ kind: 'recovery', severity: 'info', since: '2026-01-01T00:00:00.000Z' })
  expect(shapeNotice(recovery, 'discord')).toMatchInlineSnapshot(`
    {
      "allowed_mentions": {
        "parse": [],
      },
      "content": "✅ The chain is stale
    It was told at 2026-01-01T00:00:00.000Z. No new block for 12 minutes.
    finney, subnet 6, uid 7, hotkey 5GrwvaEF",
    }
  `)
  const long = shapeNotice(noticeForTest({ text: '@everyone '.repeat(1_000) }), 'discord')
  expect((long as { content: string }).content.length).toBeLessThan(2_000)
  expect(long).toMatchObject({ allowed_mentions: { parse: [] } })
})
