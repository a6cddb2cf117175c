import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { IgError } from '@ig/errors'
import { checkStore } from '@ig/miner'
import { type DataFolder, openDataFolder } from '../process/data-folder.ts'
import { takeProcessLock } from '../process/process-lock.ts'
import { isArchive, unpack } from './archive.ts'
import { copyInto, filesToKeep, namesToRestore, syncFolder } from './backup-files.ts'
import { type Manifest, readManifest } from './manifest.ts'

/** What a restore did. */
export interface Restored {
  readonly manifest: Manifest
  /** Where what was there before lies now; null where nothing was. */
  readonly setAside: string | null
}

/**
 * Puts a backup into a data folder. What was there is moved into a folder beside it, never removed; a restore that is cut
 * short can be repeated, and leaves the old files in one place or the other.
 *
 * @throws IgError E_LOCKED while a miner runs with the folder, E_BACKUP for a backup that is not whole, E_STORE_NEWER for
 * one of a newer miner, E_DATA_DIR where the folder cannot be used
 */
export function restoreBackup(
  { from, to }: { readonly from: string; readonly to: string },
  { nowMs }: { readonly nowMs: number },
): Restored {
  if (!isArchive(from)) readManifest(from)
  const folder = openDataFolder(to)
  const lock = takeProcessLock(folder.lock, 'data folder')
  const incoming = join(folder.path, `.restoring-${process.pid}`)
  const unpacked = `${incoming}-unpacked`
  try {
    if (isArchive(from)) unpack(from, unpacked)
    const source = isArchive(from) ? unpacked : from
    const manifest = readManifest(source)
    refuseOthers(manifest, folder)
    mkdirSync(incoming, { mode: 0o700 })
    for (const { name } of manifest.files) copyInto(incoming, join(source, name))
    checkStore(join(incoming, basename(folder.database)))
    const setAside = moveAside(folder, nowMs)
    for (const { name } of manifest.files) renameSync(join(incoming, name), join(folder.path, name))
    syncFolder(folder.path)
    return { manifest, setAside }
  } finally {
    for (const path of [incoming, unpacked]) rmSync(path, { recursive: true, force: true })
    lock.release()
  }
}

function refuseOthers({ files }: Manifest, folder: DataFolder): void {
  const known = namesToRestore(folder)
  const others = files.map(({ name }) => name).filter((name) => !known.has(name))
  if (others.length === 0) return
  throw new IgError({
    code: 'E_BACKUP',
    message: 'The backup holds files that are none of a data folder.',
    values: { files: others },
    hint: 'Restore a backup that `pnpm miner backup` of this version or an older one has written.',
  })
}

function moveAside(folder: DataFolder, nowMs: number): string | null {
  const store = ['', '-wal', '-shm'].map((suffix) => folder.database + suffix).filter(existsSync)
  const files = [...store, ...filesToKeep(folder)]
  if (files.length === 0) return null
  const aside = freeFolder(
    folder.path,
    `before-restore-${new Date(nowMs).toISOString().replace(/[-:]|\.\d+/g, '')}`,
  )
  mkdirSync(aside, { mode: 0o700 })
  for (const file of files) renameSync(file, join(aside, basename(file)))
  syncFolder(aside)
  return aside
}

function freeFolder(above: string, wanted: string): string {
  const taken = new Set(readdirSync(above))
  let name = wanted
  for (let count = 2; taken.has(name); count++) name = `${wanted}-${count}`
  return join(above, name)
}
