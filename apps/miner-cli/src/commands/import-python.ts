import { existsSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { IgError } from '@ig/errors'
import { type ImportReport, importPythonMiner, openSqliteStore } from '@ig/miner'
import { createLog } from '../output/create-log.ts'
import { engineLog } from '../output/engine-log.ts'
import { escapeControl } from '../output/escape-control.ts'
import { EXIT } from '../output/exit-code.ts'
import { jsonLine } from '../output/json-line.ts'
import { openDataFolder } from '../process/data-folder.ts'
import { takeProcessLock } from '../process/process-lock.ts'
import type { RunCommand } from './command.ts'

const EVENTS_FILE = 'miner-events.json'
const CACHE_FILE = '.miner-cache.json'

/** Takes over what a Python miner had stored, into the data folder of a miner that does not run. */
export const run: RunCommand = async ({ settings, words, json, terminal, redact }) => {
  const files = findFiles(words)
  const folder = openDataFolder(settings.data_dir)
  const lock = takeProcessLock(folder.lock, 'data folder')
  const log = engineLog(createLog(settings, redact, terminal.stderr))
  const store = openSqliteStore({ path: folder.database, nowMs: Date.now, log })
  try {
    const report = importPythonMiner({ store, nowMs: Date.now(), ...files })
    terminal.stdout.write(
      json ? jsonLine({ dataDir: folder.path, ...report }) : `${reportText(report, folder.path)}\n`,
    )
    return EXIT.ok
  } finally {
    store.close()
    lock.release()
  }
}

interface PythonFiles {
  readonly eventsFile?: string
  readonly cacheFile?: string
}

function findFiles(words: readonly string[]): PythonFiles {
  const paths = words.flatMap((word) => {
    if (!existsSync(word)) throw notFound('There is no such file or folder.', word)
    return statSync(word).isDirectory()
      ? [EVENTS_FILE, CACHE_FILE].map((name) => join(word, name)).filter(existsSync)
      : [word]
  })
  const cacheFile = paths.find((path) => basename(path).includes('cache'))
  const eventsFile = paths.find((path) => path !== cacheFile)
  if (eventsFile === undefined && cacheFile === undefined) {
    throw notFound('There is nothing of a Python miner to import.', words.join(' ') || null)
  }
  return { ...(eventsFile && { eventsFile }), ...(cacheFile && { cacheFile }) }
}

function notFound(message: string, path: string | null): IgError {
  return new IgError({
    code: 'E_IMPORT',
    message,
    values: { path },
    hint: `Name the folder that holds ${EVENTS_FILE} or ${CACHE_FILE}, or the files themselves.`,
  })
}

function reportText({ files, newEvents, forecasts }: ImportReport, dataDir: string): string {
  const lines = files.flatMap((file) => [
    `${file.file}: ${file.rows} rows, ${file.newEvents} new events, ${file.forecasts} forecasts, ${file.kept} already known`,
    ...(file.isCutOff ? ['  the file ends in the middle; what stands before that was taken'] : []),
    ...Object.entries(file.withoutForecast).map(([why, count]) => `  ${count} without a number: ${why}`),
    ...(file.badRows > 0 ? [`  ${file.badRows} rows could not be read, for example:`] : []),
    ...file.problems.slice(0, 3).map(({ key, problem }) => `    ${key}: ${problem}`),
  ])
  lines.push(`Taken over into ${dataDir}: ${newEvents} events, ${forecasts} forecasts.`)
  return lines.map(escapeControl).join('\n')
}
