import { createHash } from 'node:crypto'
import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { IgError } from '@ig/errors'
import { z } from 'zod'

/** The file of a backup that says what else is in it. */
export const MANIFEST_FILE = 'backup.json'

const manifestJson = z.object({
  schemaVersion: z.literal(1),
  createdAt: z.iso.datetime(),
  /** Of the program that wrote it. */
  minerVersion: z.string(),
  storeVersion: z.int(),
  events: z.int(),
  forecasts: z.int(),
  files: z
    .array(
      z.object({
        // A name and no path: a backup says nothing about other folders.
        name: z.string().regex(/^\w[\w.-]*$/),
        bytes: z.int(),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .min(1),
})

/** A store may be larger than what memory is for. */
const PART_BYTES = 1024 * 1024

/** What a backup holds. */
export type Manifest = z.output<typeof manifestJson>

/** A file of a backup as its manifest names it. */
export function describeFile(folder: string, name: string): Manifest['files'][number] {
  const hash = createHash('sha256')
  const part = Buffer.alloc(PART_BYTES)
  const file = openSync(join(folder, name), 'r')
  let bytes = 0
  try {
    for (let read = readSync(file, part); read > 0; read = readSync(file, part)) {
      hash.update(part.subarray(0, read))
      bytes += read
    }
  } finally {
    closeSync(file)
  }
  return { name, bytes, sha256: hash.digest('hex') }
}

/**
 * Reads a backup's manifest and holds every file to it.
 *
 * @throws IgError E_BACKUP for a folder that is no backup, or whose files are not as they were written
 */
export function readManifest(folder: string): Manifest {
  let manifest: Manifest
  try {
    manifest = manifestJson.parse(JSON.parse(readFileSync(join(folder, MANIFEST_FILE), 'utf8')))
  } catch (cause) {
    throw new IgError({
      code: 'E_BACKUP',
      message: 'This folder is no backup of a miner, or not a whole one.',
      values: { folder, file: MANIFEST_FILE, reason: (cause as NodeJS.ErrnoException).code ?? 'unreadable' },
      hint: 'Name a folder that `pnpm miner backup` has written.',
      cause,
    })
  }
  for (const file of manifest.files) {
    const found = describeOrNull(folder, file.name)
    if (found?.sha256 !== file.sha256)
      throw changed(folder, file.name, found === null ? 'missing' : 'changed')
  }
  return manifest
}

function describeOrNull(folder: string, name: string) {
  try {
    return describeFile(folder, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

function changed(folder: string, file: string, what: string): IgError {
  return new IgError({
    code: 'E_BACKUP',
    message: 'A file of the backup is not as it was written.',
    values: { folder, file, what },
    hint: 'Take another backup; this one is not to be relied on.',
  })
}
