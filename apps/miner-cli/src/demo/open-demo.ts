import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { QuestionRow } from '../backtest/question-row.ts'
import type { Settings } from '../settings/settings-table.ts'
import { openCaches } from '../sources/open-caches.ts'
import cassette from './demo-cassette.json' with { type: 'json' }
import { demoSettings } from './demo-settings.ts'
import { demoRows } from './demo-world.ts'

/** A backtest of invented questions, with all answers of news and model at hand. */
export interface Demo {
  readonly rows: readonly QuestionRow[]
  readonly settings: Settings
  /** Removes what was laid out. */
  [Symbol.dispose](): void
}

/**
 * Lays the recording out as the caches of a new folder: the questions are then forecast by the same code as any, and
 * every call finds its answer there. Nobody is asked: no key, no network.
 */
export function openDemo(own: Settings): Demo {
  const folder = mkdtempSync(join(tmpdir(), 'ig-demo-'))
  const close = () => rmSync(folder, { recursive: true, force: true })
  try {
    const settings = demoSettings(own, folder)
    const { models, news, close: closeCaches } = openCaches(folder)
    for (const [key, value] of Object.entries(cassette.models)) models.set(key, JSON.stringify(value))
    for (const [key, value] of Object.entries(cassette.news)) news.set(key, JSON.stringify(value))
    closeCaches()
    return { rows: demoRows(), settings, [Symbol.dispose]: close }
  } catch (error) {
    close()
    throw error
  }
}
