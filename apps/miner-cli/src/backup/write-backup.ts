import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { IgError } from '@ig/errors'
import { backupStore } from '@ig/miner'
import type { DataFolder } from '../process/data-folder.ts'
import { makeFolder } from '../process/make-folder.ts'
import { isArchive, pack } from './archive.ts'
import { copyInto, filesToKeep, syncFolder, syncToDisk, writeNew } from './backup-files.ts'
import { describeFile, MANIFEST_FILE, type Manifest, readManifest } from './manifest.ts'

/**
 * Writes a backup of a data folder into a new folder of mode 0700, or a file of mode 0600 where its name ends in `.tar`,
 * whether a miner runs there or not: the store as it is at one moment, the nonces, the metagraph and what was fitted. No
 * key is in it, and nothing that a start makes again. It is read again and compared before it gets its name, so that what
 * bears the name is a whole backup.
 *
 * @throws IgError E_BACKUP where something of the name is there already or cannot be made, and what `backupStore` throws
 */
export async function writeBackup(
  { from, to }: { readonly from: DataFolder; readonly to: string },
  { nowMs, minerVersion }: { readonly nowMs: number; readonly minerVersion: string },
): Promise<Manifest> {
  if (existsSync(to)) throw notWritten(to, 'there is something of this name')
  const partial = join(dirname(to), `.${basename(to)}.partial-${process.pid}`)
  try {
    makeFolder(dirname(to))
    mkdirSync(partial, { mode: 0o700 })
    const store = basename(from.database)
    const copy = await backupStore(from.database, join(partial, store))
    const names = [store, ...filesToKeep(from).map((path) => copyInto(partial, path))]
    const manifest: Manifest = {
      schemaVersion: 1,
      createdAt: new Date(nowMs).toISOString(),
      minerVersion,
      storeVersion: copy.version,
      events: copy.events,
      forecasts: copy.forecasts,
      files: names.map((name) => describeFile(partial, name)),
    }
    writeNew(join(partial, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`)
    readManifest(partial)
    syncFolder(partial)
    if (isArchive(to)) {
      pack(partial, `${partial}.tar`)
      syncToDisk(`${partial}.tar`, 'r+')
    }
    renameSync(isArchive(to) ? `${partial}.tar` : partial, to)
    syncFolder(dirname(to))
    return manifest
  } catch (cause) {
    if (IgError.isInstance(cause)) throw cause
    throw notWritten(to, (cause as NodeJS.ErrnoException).code ?? String(cause), cause)
  } finally {
    rmSync(partial, { recursive: true, force: true })
    rmSync(`${partial}.tar`, { force: true })
  }
}

function notWritten(folder: string, reason: string, cause?: unknown): IgError {
  return new IgError({
    code: 'E_BACKUP',
    message: 'The backup cannot be written.',
    values: { folder, reason },
    hint: 'Name a new folder or file where there is room for a second copy of the data.',
    cause,
  })
}
