import { systemClock } from '@ig/miner'
import type { MinerContext } from '../miner/miner-context.ts'
import type { MinerView } from '../miner/watch-miner.ts'
import { createNotices } from './create-notices.ts'
import { isReadableByOthers, readWebhook } from './read-webhook.ts'

/** Sends notices about a running miner until it ends, where the settings name a webhook. */
export function startNotices({ settings, log, cleanup }: MinerContext, view: MinerView): void {
  const webhook = readWebhook(settings)
  if (webhook === null) return
  if (isReadableByOthers(webhook))
    log.warn('Notices are posted by plain http beyond this machine: others may read and copy the address.')
  const notices = createNotices({
    webhook,
    limits: {
      silenceMinutes: settings['notices.silence_minutes'],
      minFreeDiskMb: settings['notices.min_free_disk_mb'],
    },
    status: view.status,
    file: view.folder.notices,
    fetch,
    clock: systemClock,
    log,
  })
  cleanup.defer(notices.stop)
}
