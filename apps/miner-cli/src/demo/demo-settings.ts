import { resolveSettings } from '../settings/resolve-settings.ts'
import type { Settings } from '../settings/settings-table.ts'

/** Where the demonstration's world answered while it was recorded; a replay asks nobody. */
export const DEMO_PORT = 47_213

const BASE_URL = `http://127.0.0.1:${DEMO_PORT}`
const MODEL = 'demo-model'

/**
 * The settings of the demonstration: the defaults, whatever a configuration says, so that every question is found in
 * the recording. Of the user's own settings the log's stay.
 *
 * @param folder where caches and everything else go
 */
export function demoSettings(own: Settings, folder: string): Settings {
  const { values } = resolveSettings({ flags: new Map(), env: {}, files: [], home: folder, cwd: folder })
  return {
    ...values,
    'log.format': own['log.format'],
    'log.level': own['log.level'],
    data_dir: folder,
    'cache.dir': folder,
    forecaster: 'llm',
    'openai.base_url': `${BASE_URL}/v1`,
    'models.reason': MODEL,
    // What such tokens would cost where a model of this size is paid for.
    'models.prices': [`${MODEL}=0.4/1.6`],
    'markets.venues': [],
    'news.providers': ['google'],
    'news.google.base_url': BASE_URL,
    'news.article_text': false,
  }
}
