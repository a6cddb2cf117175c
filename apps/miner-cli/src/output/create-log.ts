import { mkdirSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import pino, { type Logger } from 'pino'
import type { Settings } from '../settings/settings-table.ts'
import { escapeControl } from './escape-control.ts'
import { humanLine } from './human-line.ts'

export type { Logger }

/** Where log lines go: to people or programs on stderr, and to a file where one is asked for. */
export interface LogTarget {
  write(text: string): void
  readonly color: boolean
}

/** The log of a command: pino's, on stderr, with secrets masked and control characters escaped. */
export function createLog(settings: Settings, redact: (text: string) => string, stderr: LogTarget): Logger {
  const file = openLogFile(settings['logging.logging_dir'])
  const json = settings['log.format'] === 'json'
  const write = (line: string) => {
    const safe = redact(escapeControl(line.trimEnd()))
    stderr.write(`${json ? safe : humanLine(safe, { color: stderr.color })}\n`)
    if (file !== null) writeSync(file, `${safe}\n`)
  }
  return pino({ level: logLevel(settings), base: null, errorKey: 'error' }, { write })
}

/** The level that the settings ask for; btcli's switches win over `log.level`, the most talkative first. */
export function logLevel(settings: Settings): string {
  if (settings['logging.trace']) return 'trace'
  if (settings['logging.debug']) return 'debug'
  if (settings['logging.info']) return 'info'
  return settings['log.level']
}

function openLogFile(folder: string | null): number | null {
  if (folder === null) return null
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return openSync(join(folder, 'miner.log'), 'a', 0o600)
}
