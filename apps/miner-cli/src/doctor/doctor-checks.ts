import { IgError } from '@ig/errors'
import { checkConfigFiles } from '../checks/check-config-files.ts'
import { type CheckResult, fail, skip } from '../checks/check-result.ts'
import { checkRunningMiner } from '../checks/check-running-miner.ts'
import { failedCheck } from '../checks/failed-check.ts'
import type { Check } from '../checks/run-check.ts'
import { axonChecks } from './axon-checks.ts'
import { chainChecks } from './chain-checks.ts'
import type { Checkup } from './checkup.ts'
import { machineChecks } from './machine-checks.ts'
import { serviceChecks } from './service-checks.ts'

/** Everything that is looked at, in the order in which it is shown. */
export function doctorChecks(checkup: Checkup, configPaths: readonly string[]): Check[] {
  return [
    { name: 'configuration', run: async () => checkConfigFiles(configPaths) },
    ...machineChecks(checkup),
    ...chainChecks(checkup),
    ...axonChecks(checkup),
    ...serviceChecks(checkup),
    { name: 'miner', run: () => minerRows(checkup) },
  ]
}

/** What can be looked at while the settings cannot be read, which is the first thing to mend. */
export function unconfiguredChecks(checkup: Checkup, problem: unknown): Check[] {
  const independent = new Set(['node', 'memory'])
  return [
    { name: 'configuration', run: async () => failedCheck('configuration', problem) },
    ...machineChecks(checkup).filter(({ name }) => independent.has(name)),
    {
      name: 'everything else',
      run: async () => skip('everything else', 'was not looked at: it depends on the configuration'),
    },
  ]
}

async function minerRows(checkup: Checkup): Promise<CheckResult | CheckResult[]> {
  try {
    const miner = await checkup.miner()
    const rows = checkRunningMiner(miner, checkup.clock.nowMs())
    return rows
  } catch (error) {
    if (!IgError.isInstance(error))
      return fail(
        'miner',
        'it answers with something that is no status',
        'Stop it, and start it with this version: pnpm miner start',
      )
    if (error.code !== 'E_NOT_RUNNING') return failedCheck('miner', error)
    return skip('miner', `none runs with ${checkup.settings.data_dir}`, 'pnpm miner start')
  }
}
