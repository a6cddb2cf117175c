import { IgError } from '@ig/errors'
import type { Notice } from '../notices/notice.ts'
import { readWebhook } from '../notices/read-webhook.ts'
import { sendNotice } from '../notices/send-notice.ts'
import { EXIT } from '../output/exit-code.ts'
import { jsonLine } from '../output/json-line.ts'
import type { Settings } from '../settings/settings-table.ts'
import type { RunCommand } from './command.ts'

/** Sends one notice and says whether it was taken: exit 0, or 69 where it was not. */
export const run: RunCommand = async ({ settings, json, terminal }) => {
  const webhook = readWebhook(settings)
  if (webhook === null) {
    throw new IgError({
      code: 'E_NOTICE_URL',
      message: 'No webhook is set.',
      hint: 'Set IG_NOTICES_WEBHOOK_URL, or notices.webhook_url in a configuration file of mode 0600.',
    })
  }
  const sent = await sendNotice(testNotice(settings, Date.now()), webhook, { fetch })
  if (!sent.ok) {
    throw new IgError({
      code: 'E_NOTICE',
      message: 'The webhook did not take the notice.',
      values: { why: sent.why, shape: webhook.shape },
      hint: sent.retryable
        ? 'Try again; a running miner does so by itself.'
        : 'Check the address, and name its shape with --notices.shape where it is not what you expect.',
      retryable: sent.retryable,
    })
  }
  const { status } = sent
  terminal.stdout.write(
    json
      ? jsonLine({ delivered: true, shape: webhook.shape, status })
      : `The webhook took a test notice (shape ${webhook.shape}, status ${status}).\n`,
  )
  return EXIT.ok
}

function testNotice(settings: Settings, nowMs: number): Notice {
  return {
    kind: 'test',
    rule: 'test',
    key: 'test',
    severity: 'info',
    title: 'This is a test',
    text: 'Notices of this miner arrive here.',
    at: new Date(nowMs).toISOString(),
    since: null,
    miner: { network: settings['subtensor.network'], netuid: settings.netuid, hotkey: null, uid: null },
  }
}
