import { IgError } from '@ig/errors'
import type { ReportPolicy, SpendLedger } from '@ig/miner'
import type { Settings } from '../settings/settings-table.ts'
import type { ChosenForecaster } from '../strategy/chosen-forecaster.ts'
import type { Reload } from './reload.ts'
import { settingsBelow } from './settings-below.ts'

/** What may change is opened again by the new settings, and used from the next call on. */
export interface Changing<T> {
  readonly settings: Settings
  readonly reload: Reload
  readonly open: (settings: Settings) => T
}

/** A ledger whose cap may change: all ledgers of a store keep one book. */
export function changingLedger({ settings, reload, open }: Changing<SpendLedger>): SpendLedger {
  let ledger = open(settings)
  reload.on(['budget.max_cost_usd_per_day'], ({ values }) => {
    ledger = open(values)
  })
  return {
    get capUsdPerDay() {
      return ledger.capUsdPerDay
    },
    spentUsd: (nowMs) => ledger.spentUsd(nowMs),
    spentByPurpose: (nowMs) => ledger.spentByPurpose(nowMs),
    reserve: (reservation) => ledger.reserve(reservation),
  }
}

export function changingReport({ settings, reload, open }: Changing<ReportPolicy>): ReportPolicy {
  let report = open(settings)
  reload.on(['report.policy'], ({ values }) => {
    report = open(values)
  })
  return (forecast, event) => report(forecast, event)
}

/**
 * A forecaster whose models, their services and keys may change. Which forecaster it is stays for the miner's life; null
 * where there is none.
 */
export async function changingForecaster({
  settings,
  reload,
  open,
}: Changing<Promise<ChosenForecaster | null>>): Promise<ChosenForecaster | null> {
  const first = await open(settings)
  if (first === null) return null
  let { forecaster } = first
  reload.on(settingsBelow('models.', 'openai.', 'anthropic.'), async ({ values }) => {
    const next = await open({ ...values, forecaster: settings.forecaster })
    if (next === null) {
      throw new IgError({
        code: 'E_MODEL_MISSING',
        message: 'By these settings there is no model any more.',
        hint: 'Restart the miner to go on without one.',
      })
    }
    forecaster = next.forecaster
  })
  return { ...first, forecaster: { invoke: (question, config) => forecaster.invoke(question, config) } }
}
