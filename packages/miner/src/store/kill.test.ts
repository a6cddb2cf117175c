import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runKillRounds } from './kill-rounds.ts'

test('row 44: what was acknowledged outlives kill -9, and the store stays sound', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ig-kill-'))
  try {
    const report = await runKillRounds({ path: join(folder, 'miner.sqlite'), kills: 6, random: Math.random })
    expect(report).toMatchObject({ lost: [], unsound: [], setAside: [], kills: 6 })
    expect(report.acknowledged).toBeGreaterThan(100)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
