import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createManualClock } from '@ig/miner'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../testing/spawn-miner.ts'
import { watchDisk } from './watch-disk.ts'

test('sees the disk and the store every half minute, and nothing where the folder is gone', async () => {
  const path = temporaryFolder()
  const database = join(path, 'miner.db')
  writeFileSync(database, 'x'.repeat(1_000))
  const clock = createManualClock(0)
  const disk = watchDisk({ path, database, clock })
  expect(disk.current()).toBeNull()
  await expect.poll(() => disk.current()?.storeBytes).toBe(1_000)
  expect(disk.current()?.freeBytes).toBeGreaterThan(0)
  expect(disk.current()?.totalBytes).toBeGreaterThanOrEqual(disk.current()?.freeBytes ?? Number.NaN)

  writeFileSync(`${database}-wal`, 'y'.repeat(500))
  await expect.poll(() => clock.pending()).toBe(1)
  await clock.advance(30_000)
  await expect.poll(() => disk.current()?.storeBytes).toBe(1_500)

  rmSync(path, { recursive: true })
  await expect.poll(() => clock.pending()).toBe(1)
  await clock.advance(30_000)
  await expect.poll(() => disk.current()).toBeNull()
  await expect.poll(() => clock.pending()).toBe(1)
  disk.stop()
  expect(clock.pending()).toBe(0)
})
