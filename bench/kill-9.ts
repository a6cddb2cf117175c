import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runKillRounds } from '../packages/miner/src/store/kill-rounds.ts'

const kills = Number(process.argv[2] ?? 200)
const folder = mkdtempSync(join(tmpdir(), 'ig-kill-9-'))
const startedMs = performance.now()
const report = await runKillRounds({ path: join(folder, 'miner.sqlite'), kills, random: Math.random })
rmSync(folder, { recursive: true })
const seconds = Math.round((performance.now() - startedMs) / 1000)

console.log(
  `${report.kills} kills (${report.killsWhileOpening} while opening) in ${seconds} s: ` +
    `${report.acknowledged} forecasts acknowledged, ${report.lost.length} lost, ` +
    `${report.unsound.length} times unsound, ${report.setAside.length} files set aside.`,
)
if (report.lost.length + report.unsound.length + report.setAside.length > 0) {
  console.log(report)
  process.exitCode = 1
}
