import type { Settings } from '../settings/settings-table.ts'

/** True where the settings name a model: a key, or a server that may need none. */
export function hasModel(settings: Settings): boolean {
  return settings['openai.api_key'] !== null || settings['openai.base_url'] !== null
}
