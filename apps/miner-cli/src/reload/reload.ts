import type { Logger } from '../output/create-log.ts'
import type { ResolvedSettings } from '../settings/resolve-settings.ts'
import type { Settings } from '../settings/settings-table.ts'

/** Names of settings that can change while the miner runs. */
export type SettingName = keyof Settings

/** Lets parts of a running miner take settings that have changed. */
export interface Reload {
  /** From now on `take` is given all settings when one of these has changed. What it throws leaves them as they were. */
  on(names: readonly SettingName[], take: (resolved: ResolvedSettings) => void | Promise<void>): void
  /** Reads the settings again and hands out what has changed; the log says what could be taken and what could not. */
  run(): Promise<void>
}

interface Taker {
  readonly names: readonly SettingName[]
  readonly take: (resolved: ResolvedSettings) => void | Promise<void>
}

/** `reread` reads the settings as they were read at the start: flags and variables stay, files may have changed. */
export function createReload({
  started,
  reread,
  log,
}: {
  readonly started: Settings
  readonly reread: () => ResolvedSettings
  readonly log: Logger
}): Reload {
  const takers: Taker[] = []
  const inUse: Record<string, unknown> = { ...started }
  let running: Promise<void> = Promise.resolve()

  async function runOnce(): Promise<void> {
    let resolved: ResolvedSettings
    try {
      resolved = reread()
    } catch (error) {
      log.error({ error }, 'The settings cannot be read again: all stay as they were.')
      return
    }
    const changed = new Set(changedSettings(inUse, resolved.values))
    const taken: SettingName[] = []
    for (const { names, take } of takers) {
      const news = names.filter((name) => changed.has(name))
      if (news.length === 0) continue
      try {
        await take(resolved)
        taken.push(...news)
      } catch (error) {
        for (const name of news) changed.delete(name)
        log.error({ error, settings: news }, 'Settings that changed cannot be used: they stay as they were.')
      }
    }
    for (const name of taken) {
      inUse[name] = resolved.values[name]
      changed.delete(name)
    }
    say(taken, [...changed])
  }

  function say(taken: readonly SettingName[], left: readonly SettingName[]): void {
    // Names only: a value may be a key.
    if (taken.length > 0) log.info({ settings: taken }, 'settings that changed are in use')
    else log.info('the settings were read again: none that can be taken while running has changed')
    if (left.length > 0)
      log.warn(
        { settings: left },
        'Settings that changed are taken by the next start only: restart the miner.',
      )
  }

  return {
    on: (names, take) => void takers.push({ names, take }),
    run() {
      running = running.then(runOnce)
      return running
    },
  }
}

/** The names whose values differ. */
export function changedSettings(before: Readonly<Record<string, unknown>>, after: Settings): SettingName[] {
  return (Object.keys(after) as SettingName[]).filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  )
}
