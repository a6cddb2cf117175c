import { openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { IgError } from '@ig/errors'
import pino, { type Logger } from 'pino'
import { makeFolder } from '../process/make-folder.ts'
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
  const file = openLogFile(settings['logging.logging_dir'], (reason) =>
    stderr.write(`The log file cannot be written: ${reason}\n`),
  )
  const json = settings['log.format'] === 'json'
  const write = (line: string) => {
    const safe = redact(escapeControl(line.trimEnd()))
    stderr.write(`${json ? safe : humanLine(safe, { color: stderr.color })}\n`)
    file?.(`${safe}\n`)
  }
  return pino({ level: logLevel(settings), base: null, errorKey: 'error' }, { write })
}

/** The level that the settings ask for; btcli's switches win over `log.level`, the most talkative first. */
function logLevel(settings: Settings): string {
  if (settings['logging.trace']) return 'trace'
  if (settings['logging.debug']) return 'debug'
  if (settings['logging.info']) return 'info'
  return settings['log.level']
}

function openLogFile(
  folder: string | null,
  onFailure: (reason: string) => void,
): ((text: string) => void) | null {
  if (folder === null) return null
  const path = join(folder, 'miner.log')
  let file: number
  let failed = false
  try {
    makeFolder(folder)
    file = openSync(path, 'a', 0o600)
  } catch (cause) {
    throw new IgError({
      code: 'E_LOG_DIR',
      message: 'The log cannot be kept in this folder.',
      values: { folder, reason: (cause as NodeJS.ErrnoException).code },
      hint: 'Name another one with --logging.logging_dir.',
      cause,
    })
  }
  return (text) => {
    try {
      writeSync(file, text)
      failed = false
    } catch (error) {
      // A full disk must not stop the miner; it is said once, where the log is still read.
      if (!failed) onFailure((error as NodeJS.ErrnoException).code ?? String(error))
      failed = true
    }
  }
}
