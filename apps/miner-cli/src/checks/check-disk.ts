import { statfsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { refuseClosedFolder } from '../process/refuse-closed-folder.ts'
import { type CheckResult, fail, ok, warn } from './check-result.ts'

const MIB = 2 ** 20
const FAIL_BYTES = 256 * MIB
const WARN_BYTES = 2_048 * MIB
const FEW_FILES = 1_000

/** What a disk has left for this user; file systems that count no files say 0 of 0. */
export interface DiskRoom {
  readonly freeBytes: number
  readonly freeFiles: number
  readonly files: number
}

/** Whether the disk of a folder, or of what of its path is there, has room for the database and its log. */
export function checkDisk(path: string, roomOf: (path: string) => DiskRoom = diskRoom): CheckResult {
  refuseClosedFolder(path)
  const place = existingPart(path)
  const { freeBytes, freeFiles, files } = roomOf(place)
  const seen = `${Math.floor(freeBytes / MIB)} MiB free at ${place}`
  const mend = `Make room (\`du -xh ${place} | sort -h | tail\`), or name a folder on another disk with --data-dir.`
  if (files > 0 && freeFiles < FEW_FILES)
    return fail('disk', `${freeFiles} files can be made at ${place}`, mend)
  if (freeBytes < FAIL_BYTES) return fail('disk', seen, mend)
  return freeBytes < WARN_BYTES ? warn('disk', seen, mend) : ok('disk', seen)
}

function diskRoom(path: string): DiskRoom {
  const { bavail, bsize, ffree, files } = statfsSync(path)
  return { freeBytes: bavail * bsize, freeFiles: ffree, files }
}

function existingPart(path: string): string {
  const above = dirname(path)
  if (above === path || statSync(path, { throwIfNoEntry: false })) return path
  return existingPart(above)
}
