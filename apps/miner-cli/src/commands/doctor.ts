import { createBudget } from '@ig/forecaster'
import { type Clock, systemClock } from '@ig/miner'
import { openDialogue } from '../chain-commands/open-chain.ts'
import type { CheckResult } from '../checks/check-result.ts'
import { runCheck } from '../checks/run-check.ts'
import { openCheckup } from '../doctor/checkup.ts'
import { doctorChecks, unconfiguredChecks } from '../doctor/doctor-checks.ts'
import { doctorExitCode, doctorText, summaryOf } from '../doctor/doctor-report.ts'
import { jsonLine } from '../output/json-line.ts'
import { printWidth } from '../output/print-width.ts'
import { configPaths } from '../settings/read-settings.ts'
import type { CommandContext, RunCommand } from './command.ts'

/** A check that waits for nothing but time keeps the process alive, which the clock's own timers do not. */
const clock: Clock = {
  ...systemClock,
  setTimer(run, delayMs) {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  },
}

/** Looks at everything that a miner needs, at once, and prints what was seen and what mends it. */
export const run: RunCommand = async (context) => {
  const { flags, json, terminal, env, redact } = context
  const { prompter } = openDialogue(context)
  const online = flags.get('online') === true
  const rows = await prompter.withSpinner('Looking', () => examine(context, online))
  const summary = summaryOf(rows)
  const exitCode = doctorExitCode(summary, { strict: flags.get('strict') === true })
  if (json) {
    terminal.stdout.write(redact(jsonLine({ online, summary, checks: rows })))
    return exitCode
  }
  const { stdout, stderr } = terminal
  const color = stdout.isTerminal === true && stderr.color
  terminal.stdout.write(redact(doctorText(rows, { width: printWidth(stdout, env), color })))
  return exitCode
}

async function examine(context: CommandContext, online: boolean): Promise<readonly CheckResult[]> {
  const problem = settingsProblem(context)
  const { reserve } = createBudget({ capUsd: context.settings['budget.max_cost_usd'] })
  const checkup = openCheckup(context, { online, clock, fetch, reserve })
  const paths = configPaths(context.flags, context).map(({ path }) => path)
  const checks = problem === null ? doctorChecks(checkup, paths) : unconfiguredChecks(checkup, problem)
  try {
    return (await Promise.all(checks.map((check) => runCheck(check, clock)))).flat()
  } finally {
    await checkup.close()
  }
}

/** The command is given defaults where the settings cannot be read: reading them again tells why. */
function settingsProblem({ reread }: CommandContext): unknown {
  try {
    reread()
    return null
  } catch (error) {
    return error
  }
}
