import { systemClock } from '@ig/miner'
import type { MinerContext } from '../miner/miner-context.ts'
import type { MinerView } from '../miner/miner-view.ts'
import type { Logger } from '../output/create-log.ts'
import { settingsBelow } from '../reload/settings-below.ts'
import type { Settings } from '../settings/settings-table.ts'
import type { Notices } from './create-notices.ts'
import { isReadableByOthers, readWebhook } from './read-webhook.ts'

/** Sends notices about a running miner until it ends, where and while the settings name a webhook. */
export async function startNotices(
  { settings, reload, log, cleanup }: MinerContext,
  view: MinerView,
): Promise<void> {
  let notices = await openNotices(settings, view, log)
  cleanup.defer(async () => notices?.stop())
  reload.on(settingsBelow('notices.'), async ({ values }) => {
    await notices?.stop()
    notices = await openNotices(values, view, log)
  })
}

/** The code is loaded where there is a webhook. */
async function openNotices(settings: Settings, view: MinerView, log: Logger): Promise<Notices | null> {
  const webhook = readWebhook(settings)
  if (webhook === null) return null
  if (isReadableByOthers(webhook))
    log.warn('Notices are posted by plain http beyond this machine: others may read and copy the address.')
  const { createNotices } = await import('./create-notices.ts')
  return createNotices({
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
}
