import { closeSync, openSync } from 'node:fs'
import { IgError } from '@ig/errors'
import pino, { type Logger } from 'pino'
import { makeFolder } from '../process/make-folder.ts'
import type { Settings } from '../settings/settings-table.ts'
import { escapeControl } from './escape-control.ts'
import { humanLine } from './human-line.ts'
import { currentLogFile } from './log-files.ts'
import { createLogKeeper, type LogKeeper } from './log-keeper.ts'

export type { Logger }

/** Where log lines go: to people or programs on stderr. */
export interface LogTarget {
  write(text: string): void
  readonly color: boolean
}

/** The log of a command: pino's, on stderr, with secrets masked and control characters escaped. */
export function createLog(settings: Settings, redact: (text: string) => string, stderr: LogTarget): Logger {
  const show = lineWriter(settings, stderr)
  const folder = settings['logging.logging_dir']
  if (folder === null) return openPino(settings, redact, show)
  // The files are rotated by the miner, with which a command may share them.
  const kept = createLogKeeper({ maxFileBytes: Number.POSITIVE_INFINITY, files: 1, show, nowMs: Date.now })
  keepWhereAsked(kept, folder)
  return openPino(settings, redact, (line) => {
    show(line)
    kept.add(line)
  })
}

const BYTES_PER_MB = 1_000_000

/** The log of the miner, and what keeps it: `keepIn` says where, once the data folder is this process's alone. */
export function createKeptLog(
  settings: Settings,
  redact: (text: string) => string,
  stderr: LogTarget,
): { readonly log: Logger; readonly kept: LogKeeper } {
  const show = lineWriter(settings, stderr)
  const kept = createLogKeeper({
    maxFileBytes: settings['log.max_file_mb'] * BYTES_PER_MB,
    files: settings['log.files'],
    show,
    nowMs: Date.now,
  })
  const log = openPino(settings, redact, (line) => {
    show(line)
    kept.add(line)
  })
  return { log, kept }
}

/**
 * Keeps the log in a folder that somebody has named.
 *
 * @throws IgError E_LOG_DIR where it cannot be kept there: better said than noticed when the log is needed
 */
export function keepWhereAsked(kept: LogKeeper, folder: string): void {
  try {
    makeFolder(folder)
    closeSync(openSync(currentLogFile(folder), 'a', 0o600))
  } catch (cause) {
    throw new IgError({
      code: 'E_LOG_DIR',
      message: 'The log cannot be kept in this folder.',
      values: { folder, reason: (cause as NodeJS.ErrnoException).code },
      hint: 'Name another one with --logging.logging_dir.',
      cause,
    })
  }
  kept.keepIn(folder)
}

function lineWriter(settings: Settings, stderr: LogTarget): (line: string) => void {
  const json = settings['log.format'] === 'json'
  return (line) => stderr.write(`${json ? line : humanLine(line, { color: stderr.color })}\n`)
}

function openPino(
  settings: Settings,
  redact: (text: string) => string,
  write: (line: string) => void,
): Logger {
  return pino(
    { level: logLevel(settings), base: null, errorKey: 'error' },
    { write: (line) => write(redact(escapeControl(line.trimEnd()))) },
  )
}

/** The settings that `logLevel` goes by. */
export const LOG_LEVEL_SETTINGS = ['log.level', 'logging.info', 'logging.debug', 'logging.trace'] as const

/** The level that the settings ask for; btcli's switches win over `log.level`, the most talkative first. */
export function logLevel(settings: Settings): string {
  if (settings['logging.trace']) return 'trace'
  if (settings['logging.debug']) return 'debug'
  if (settings['logging.info']) return 'info'
  return settings['log.level']
}
