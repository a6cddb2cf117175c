import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { createLogKeeper } from '../output/log-keeper.ts'
import { liveThroughStore } from '../testing/lived-store.ts'
import { runInProcess } from '../testing/run-in-process.ts'
import { openSmallDisk, smallDiskTest } from '../testing/small-disk.ts'
import { temporaryFolder } from '../testing/spawn-miner.ts'

// Of row 43, what concerns the log, which must stop nobody, and what is written for use elsewhere.

smallDiskTest(
  'row 43: on a full disk the log loses lines, says so once, and goes on when there is room',
  () => {
    const disk = openSmallDisk(1)
    const shown: string[] = []
    let nowMs = 0
    const kept = createLogKeeper({
      maxFileBytes: 400_000,
      files: 2,
      show: (line) => shown.push(line),
      nowMs: () => nowMs,
    })
    const say = (msg: string) => kept.add(JSON.stringify({ level: 30, time: nowMs, msg }))
    kept.keepIn(join(disk.path, 'logs'))
    say('before')
    disk.fill()
    for (let count = 0; count < 2_000; count += 1) {
      nowMs += 10
      say(`while it is full ${'x'.repeat(100)}`)
    }
    disk.free()
    nowMs += 10_000
    say('after')
    kept.close()

    const messages = readFileSync(join(disk.path, 'logs', 'miner.log'), 'utf8')
      .trimEnd()
      .split('\n')
      .flatMap((line) => (line.endsWith('}') ? [JSON.parse(line).msg as string] : []))
    expect(messages[0]).toBe('before')
    expect(messages.at(-1)).toBe('after')
    expect(shown.map((line) => JSON.parse(line))).toMatchObject([
      { level: 40, reason: 'ENOSPC', msg: expect.stringMatching(/the miner goes on/) },
      { level: 30, msg: expect.stringMatching(/well again/) },
    ])
    // Whoever looks at the dashboard sees the lines all the same, and why the file lacks them.
    expect(kept.recentLines(3).map((line) => JSON.parse(line).msg)).toEqual([
      expect.stringMatching(/while it is full/),
      'after',
      expect.stringMatching(/well again/),
    ])
  },
)

smallDiskTest.each(['ndjson', 'sqlite'])(
  'row 43: an export as %s that finds no room is said to, and leaves nothing',
  async (format) => {
    const disk = openSmallDisk(1)
    const home = temporaryFolder()
    liveThroughStore(join(home, 'data'), 30)
    disk.fill()
    const before = readdirSync(disk.path)
    const args = ['export', '--data-dir', 'data', '--format', format, '--out', join(disk.path, 'out')]
    const { exitCode, stderr } = await runInProcess(args, { home })
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/^E_EXPORT: .*--out/)
    expect(readdirSync(disk.path)).toEqual(before)
  },
)
