import type { z } from 'zod'
import { axonSettings } from './axon-settings.ts'
import { blacklistSettings } from './blacklist-settings.ts'
import { cacheSettings } from './cache-settings.ts'
import { chainSettings } from './chain-settings.ts'
import { dashboardSettings } from './dashboard-settings.ts'
import { doctorSettings } from './doctor-settings.ts'
import { forecastSettings } from './forecast-settings.ts'
import { logSettings } from './log-settings.ts'
import { marketSettings } from './market-settings.ts'
import { modelSettings } from './model-settings.ts'
import { networkSettings } from './network-settings.ts'
import { newsSettings } from './news-settings.ts'
import { noticeSettings } from './notice-settings.ts'
import { sandboxSettings } from './sandbox-settings.ts'
import type { Setting } from './setting.ts'
import { tracingSettings } from './tracing-settings.ts'
import { walletSettings } from './wallet-settings.ts'

/** Every setting there is, in the order in which `config explain` shows them. */
export const settingsTable = [
  ...networkSettings,
  ...walletSettings,
  ...chainSettings,
  ...axonSettings,
  ...blacklistSettings,
  ...forecastSettings,
  ...modelSettings,
  ...newsSettings,
  ...marketSettings,
  ...cacheSettings,
  ...sandboxSettings,
  ...dashboardSettings,
  ...noticeSettings,
  ...tracingSettings,
  ...logSettings,
  ...doctorSettings,
] as const

/** The same in the groups in which `--help` shows them. */
export const settingGroups = [
  { title: 'network, wallet and folder', settings: networkSettings },
  { title: 'passwords', settings: walletSettings },
  { title: 'on a chain', settings: chainSettings },
  { title: 'axon', settings: axonSettings },
  { title: 'who may ask', settings: blacklistSettings },
  { title: 'forecasts and their cost', settings: forecastSettings },
  { title: 'models', settings: modelSettings },
  { title: 'news', settings: newsSettings },
  { title: 'markets and events', settings: marketSettings },
  { title: 'cache', settings: cacheSettings },
  { title: 'sandbox', settings: sandboxSettings },
  { title: 'dashboard', settings: dashboardSettings },
  { title: 'notices', settings: noticeSettings },
  { title: 'traces', settings: tracingSettings },
  { title: 'log', settings: logSettings },
  { title: 'doctor', settings: doctorSettings },
] as const

type Entry = (typeof settingsTable)[number]
type ValueOf<S> = S extends Setting<string, infer Schema> ? z.output<Schema> : never

/** The value of every setting by its name. */
export type Settings = { readonly [E in Entry as E['name']]: ValueOf<E> }
