import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, expect } from 'vitest'
import { openDataFolder } from '../process/data-folder.ts'
import { openValidator } from '../testing/open-validator.ts'
import { runInProcess } from '../testing/run-in-process.ts'
import { openSmallDisk, smallDiskTest } from '../testing/small-disk.ts'
import { buildMiner, startMiner, temporaryFolder } from '../testing/spawn-miner.ts'

beforeAll(buildMiner)

// The rest of rows 43 and 44 is held by packages/miner: src/store/disk-faults.test.ts, kill.test.ts, torn-log.test.ts.

smallDiskTest(
  'row 43: on a full disk the miner answers on, says so, and catches up; nothing is lost',
  async () => {
    const home = temporaryFolder()
    const disk = openSmallDisk(4)
    const dataDir = join(disk.path, 'data')
    const flags = ['--data-dir', dataDir, '--no-sandbox-validator', '--log.format', 'json']
    const status = async () => {
      const { exitCode, stdout } = await runInProcess(['status', '--json', '--data-dir', dataDir], { home })
      return { exitCode, ...(JSON.parse(stdout) as { health: string; reasons: string[]; events: object }) }
    }
    const ask = openValidator()
    const first = await startMiner(flags, { home })
    const before = await ask(first.ready, ['before'])
    expect(before).toMatchObject({ status: 200, probabilities: [expect.any(Number)] })
    expect(await status()).toMatchObject({ exitCode: 0, health: 'ok' })

    disk.fill()
    const meanwhile = await ask(first.ready, ['meanwhile-1', 'meanwhile-2'], 'x'.repeat(3_000))
    expect(meanwhile).toMatchObject({ status: 200, probabilities: [expect.any(Number), expect.any(Number)] })
    // The page that the journal of nonces has begun takes some forty more.
    for (let count = 0; count < 45; count++) expect(await ask(first.ready, ['before'])).toEqual(before)
    const full = await status()
    expect(full).toMatchObject({ exitCode: 1, health: 'degraded' })
    expect(full.reasons.join('\n')).toMatch(/disk is full[\s\S]*accepted nonces wait for the disk/)
    // Once, however many requests come.
    expect(first.stderr().match(/nonces cannot be written down/g)).toHaveLength(1)

    disk.free()
    await expect
      .poll(async () => {
        await ask(first.ready, ['after'])
        return (await status()).health
      })
      .toBe('ok')
    first.process.kill('SIGKILL')
    await first.ended
    const second = await startMiner(flags, { home })
    expect((await status()).events).toMatchObject({ live: 4 })
    const again = await ask(second.ready, ['meanwhile-1', 'meanwhile-2'], 'x'.repeat(3_000))
    expect(again.probabilities).toEqual(meanwhile.probabilities)
    second.process.kill('SIGKILL')
    await second.ended
  },
)

smallDiskTest('row 43: a read-only disk is named before anything is opened', () => {
  const { path } = openSmallDisk(1)
  expect(spawnSync('mount', ['-o', 'remount,ro', path]).status).toBe(0)
  expect(() => openDataFolder(path)).toThrow(/E_DATA_DIR|cannot be made or written.*EROFS/)
  expect(() => openDataFolder(join(path, 'data'))).toThrow(/EROFS/)
})
