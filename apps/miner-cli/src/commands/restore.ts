import { resolve } from 'node:path'
import { IgError } from '@ig/errors'
import { restoreBackup } from '../backup/restore-backup.ts'
import { EXIT } from '../output/exit-code.ts'
import { jsonLine } from '../output/json-line.ts'
import type { RunCommand } from './command.ts'

/** Puts a backup into the data folder of a miner that does not run. */
export const run: RunCommand = async ({ settings, words, cwd, json, terminal }) => {
  const [named, ...more] = words
  if (named === undefined || more.length > 0) throw unnamed()
  const from = resolve(cwd, named)
  const { manifest, setAside } = restoreBackup({ from, to: settings.data_dir }, { nowMs: Date.now() })
  const { createdAt, events, forecasts } = manifest
  if (json) {
    terminal.stdout.write(
      jsonLine({ folder: from, dataDir: settings.data_dir, createdAt, events, forecasts, setAside }),
    )
    return EXIT.ok
  }
  const lines = [
    `${settings.data_dir}: ${events} events and ${forecasts} forecasts, as they were at ${createdAt}`,
    ...(setAside === null
      ? []
      : [`What was there before lies in ${setAside}; remove it when you miss nothing.`]),
  ]
  terminal.stdout.write(`${lines.join('\n')}\n`)
  return EXIT.ok
}

function unnamed(): IgError {
  return new IgError({
    code: 'E_ARGUMENT',
    message: 'The folder or file of a backup is needed.',
    hint: 'For example: `pnpm miner restore ~/backups/miner-2026-01-31`.',
  })
}
