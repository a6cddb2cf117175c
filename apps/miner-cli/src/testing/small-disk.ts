import { spawnSync } from 'node:child_process'
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished, test } from 'vitest'
import { temporaryFolder } from './spawn-miner.ts'

/** Only root can mount a disk of its own, and not everywhere. */
const canMount = (() => {
  const tried = spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'])
  return process.getuid?.() === 0 && tried.status === 0
})()
if (!canMount) process.stderr.write('Skipped: no small disk can be mounted here to be filled.\n')

/** `test`, skipped with a printed line where nothing can be mounted: no program that is installed changes that. */
export const smallDiskTest = test.skipIf(!canMount)

/** A disk of a few megabytes in memory. */
export interface SmallDisk {
  readonly path: string
  /** Leaves no byte free, until `free`. */
  fill(): void
  free(): void
}

/** Mounts one until the test ends; whoever uses it has to be gone by then. */
export function openSmallDisk(megabytes: number): SmallDisk {
  const path = temporaryFolder()
  const options = `size=${megabytes}m,mode=0700`
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path])
  if (status !== 0) throw new Error(String(stderr))
  onTestFinished(() => {
    spawnSync('umount', ['--lazy', path])
  })
  const filler = join(path, 'filler')
  return {
    path,
    fill() {
      const file = openSync(filler, 'a')
      // Down to single bytes, so that nothing of any size finds room.
      for (let bytes = 1 << 20; bytes > 0; bytes >>= 1) while (takes(file, bytes));
      closeSync(file)
    },
    free: () => rmSync(filler),
  }
}

function takes(file: number, bytes: number): boolean {
  try {
    return writeSync(file, Buffer.alloc(bytes)) === bytes
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return false
    throw error
  }
}
