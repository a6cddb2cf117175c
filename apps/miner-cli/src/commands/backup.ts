import { resolve } from 'node:path'
import { IgError } from '@ig/errors'
import packageJson from '../../package.json' with { type: 'json' }
import { writeBackup } from '../backup/write-backup.ts'
import { EXIT } from '../output/exit-code.ts'
import { jsonLine } from '../output/json-line.ts'
import { dataFolder } from '../process/data-folder.ts'
import { refuseClosedFolder } from '../process/refuse-closed-folder.ts'
import type { RunCommand } from './command.ts'

/** Writes a backup of the data folder, while a miner runs or not. */
export const run: RunCommand = async ({ settings, words, cwd, json, terminal }) => {
  const [named, ...more] = words
  if (named === undefined || more.length > 0) throw unnamed()
  refuseClosedFolder(settings.data_dir)
  const to = resolve(cwd, named)
  const manifest = await writeBackup(
    { from: dataFolder(settings.data_dir), to },
    { nowMs: Date.now(), minerVersion: packageJson.version },
  )
  const { events, forecasts, files } = manifest
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  if (json) terminal.stdout.write(jsonLine({ ...manifest, folder: to, dataDir: settings.data_dir, bytes }))
  else {
    const size = `${(bytes / 1e6).toFixed(1)} MB`
    terminal.stdout.write(
      `${to}: ${events} events, ${forecasts} forecasts, ${files.length} files, ${size}, looked through\n`,
    )
  }
  return EXIT.ok
}

function unnamed(): IgError {
  return new IgError({
    code: 'E_ARGUMENT',
    message: 'The backup needs the name of one new folder, or of a file that ends in .tar.',
    hint: 'For example: `pnpm miner backup ~/backups/miner-2026-01-31`.',
  })
}
