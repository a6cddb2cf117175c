import { createMiner, createReportPolicy, type MarketPrice, type Miner, openSqliteStore } from '@ig/miner'
import { parametersInUse } from '../fit/fit-in-use.ts'
import { fittedReport } from '../fit/fitted-report.ts'
import { engineLog } from '../output/engine-log.ts'
import type { DataFolder } from '../process/data-folder.ts'
import { changingLedger, changingReport } from '../reload/changing-engine.ts'
import { asStrategy } from '../strategy/as-strategy.ts'
import type { ChosenForecaster } from '../strategy/chosen-forecaster.ts'
import type { MinerContext } from './miner-context.ts'

/** The engine with its store, without a network. */
export interface Engine {
  readonly miner: Miner
  readonly store: ReturnType<typeof openSqliteStore>
}

const FORECAST_GRACE_MS = 2_000

/** Opens the store of a data folder and puts the engine on it; nothing is scheduled before `miner.start()`. */
export function openEngine(
  { settings, log, cleanup, happenings, reload }: MinerContext,
  {
    folder,
    chosen,
    marketPrice,
  }: {
    readonly folder: DataFolder
    readonly chosen: ChosenForecaster | null
    readonly marketPrice?: MarketPrice
  },
): Engine {
  const store = openSqliteStore({ path: folder.database, nowMs: Date.now, log: engineLog(log) })
  cleanup.defer(() => store.close())
  const parameters = parametersInUse(settings)
  if (parameters.fit !== null) {
    const { path, fit } = parameters
    log.info({ file: path, fittedAt: fit.fittedAt }, 'fitted parameters are in use')
  }
  const miner = createMiner({
    store,
    ledger: changingLedger({
      settings,
      reload,
      open: (values) => store.ledger({ capUsdPerDay: values['budget.max_cost_usd_per_day'] }),
    }),
    strategy: chosen && asStrategy(chosen, happenings.forecast),
    ...(marketPrice && { marketPrice }),
    report: changingReport({
      settings,
      reload,
      open: ({ 'report.policy': policy }) =>
        fittedReport(policy, parameters) ??
        createReportPolicy(policy, { recentOutcomes: store.recentOutcomes }),
    }),
    settings: {
      concurrency: settings['forecast.concurrency'],
      deadlineMs: settings['forecast.deadline_seconds'] * 1000,
    },
    log: engineLog(log),
  })
  cleanup.defer(() => miner.stop({ graceMs: FORECAST_GRACE_MS }))
  return { miner, store }
}
