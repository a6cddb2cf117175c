import { isLoopback } from '../settings/loopback.ts'
import type { Settings } from '../settings/settings-table.ts'
import type { Webhook } from './send-notice.ts'
import { shapeOf } from './shape-notice.ts'

/** Where the settings say that notices go; null for nowhere. */
export function readWebhook(settings: Settings): Webhook | null {
  const url = settings['notices.webhook_url']
  return url === null ? null : { url, shape: shapeOf(url, settings['notices.shape']) }
}

/** Whether what is posted can be read on its way. */
export function isReadableByOthers({ url }: Webhook): boolean {
  const { protocol, hostname } = new URL(url)
  return protocol === 'http:' && !isLoopback(hostname)
}
