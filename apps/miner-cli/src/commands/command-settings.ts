import type { Setting } from '../settings/setting.ts'
import { settingGroups } from '../settings/settings-table.ts'

/** Names of settings; with a dot at the end, all that begin so. */
export type SettingNames = readonly string[]

export const CHAIN: SettingNames = ['subtensor.']
export const COLDKEY: SettingNames = ['wallet.path', 'wallet.name']
export const WALLET: SettingNames = [...COLDKEY, 'wallet.hotkey']
/** The data folder, and what its default name is made of. */
export const DATA_FOLDER: SettingNames = [
  'subtensor.network',
  'netuid',
  'wallet.name',
  'wallet.hotkey',
  'data_dir',
]
export const LOG: SettingNames = ['log.', 'logging.']
/** What people choose about a forecast; addresses and prices of services are left to the documentation. */
export const FORECASTING: SettingNames = [
  'forecaster',
  'forecast.',
  'budget.max_cost_usd',
  'openai.base_url',
  'anthropic.base_url',
  'models.',
  'embeddings.model',
  'news.providers',
  'news.article_text',
  'fetch.',
  'markets.venues',
  'markets.search_by_title',
  'cache.',
]

/** A group with those of its settings that are named and no secrets; groups without any are left out. */
export function namedSettings(
  names: SettingNames,
): readonly { readonly title: string; readonly settings: readonly Setting[] }[] {
  const isNamed = ({ name, secret }: Setting) =>
    !secret && names.some((one) => name === one || (one.endsWith('.') && name.startsWith(one)))
  return settingGroups
    .map(({ title, settings }) => ({ title, settings: (settings as readonly Setting[]).filter(isNamed) }))
    .filter(({ settings }) => settings.length > 0)
}
