import type { CheckResult } from '../checks/check-result.ts'
import { runInProcess } from './run-in-process.ts'
import type { SpawnOptions } from './spawn-miner.ts'

/** What an examination came to. */
export interface Examination {
  readonly exitCode: number | null
  readonly rows: readonly CheckResult[]
  readonly stdout: string
  readonly stderr: string
  /** The row of a name; fails where there is none. */
  row(name: string): CheckResult
}

/** Runs `doctor --json` in this process. No port is tried but a free one, and no clock but the chain's. */
export async function runDoctor(args: readonly string[], options: SpawnOptions): Promise<Examination> {
  const given = ['doctor', '--json', '--axon.port', '0', ...args]
  const { exitCode, stdout, stderr } = await runInProcess(given, options)
  const { checks: rows } = JSON.parse(stdout) as { checks: CheckResult[] }
  return {
    exitCode,
    rows,
    stdout,
    stderr,
    row(name) {
      const found = rows.find((row) => row.name === name)
      if (found === undefined) throw new Error(`There is no row ${name} in ${stdout}`)
      return found
    },
  }
}
