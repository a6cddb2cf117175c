import { createDendrite } from '@ig/axon'
import { IgError } from '@ig/errors'
import { keypairFromSeed } from '@ig/sr25519'
import type { FieldGroup } from '../field/field-mix.ts'
import { openSeasonMiner, type SeasonMinerOptions } from './open-season-miner.ts'
import { planSeason, type SeasonOptions, type SeasonPlan } from './plan-season.ts'
import { playSeason } from './play-season.ts'
import { viewSeason } from './season-market.ts'
import { fieldOf, type SeasonField } from './season-of.ts'
import { reportSeason, type SeasonReport } from './season-report.ts'

/** A season before the miner under test has answered. */
export interface PreparedSeason {
  readonly plan: SeasonPlan
  readonly field: SeasonField
}

/** Numbers that a season may have: one for each interval of each event and miner. More would take gigabytes. */
const MOST_NUMBERS = 25_000_000

/**
 * Draws a season, and lets the field play it.
 *
 * Throws `IgError` E_ARGUMENT for one that is too large.
 */
export function prepareSeason(options: SeasonOptions, groups: readonly FieldGroup[]): PreparedSeason {
  const plan = planSeason(options)
  const miners = groups.reduce((sum, { count }) => sum + count, 1)
  const numbers = plan.planned.reduce((sum, { grid }) => sum + grid.intervals * miners, 0)
  if (numbers > MOST_NUMBERS) {
    throw new IgError({
      code: 'E_ARGUMENT',
      message: 'The season is too large to be held in memory.',
      values: { numbers, most: MOST_NUMBERS },
      hint: 'Take fewer events, miners or days.',
    })
  }
  return { plan, field: fieldOf(plan, viewSeason(plan), groups) }
}

/** Lets the miner under test play a season over HTTP, and says where it ends. */
export async function runSeason(
  { plan, field }: PreparedSeason,
  {
    validators,
    signal,
    ...options
  }: SeasonMinerOptions & { readonly validators: number; readonly signal?: AbortSignal },
): Promise<SeasonReport & { readonly spentUsd: number }> {
  const miner = await openSeasonMiner(plan, options)
  const { clock, target, idle, store } = miner
  const nowNs = () => BigInt(clock.nowMs()) * 1_000_000n
  const dendrites = Array.from({ length: validators }, (_, index) =>
    createDendrite({ keypair: keypairFromSeed(new Uint8Array(32).fill(100 + index)), nowNs }),
  )
  try {
    const played = await playSeason(plan, {
      target,
      clock,
      idle,
      validators: dendrites,
      onOutcome: store.recordOutcome,
      ...(signal && { signal }),
    })
    return { ...reportSeason(plan, played, field), spentUsd: miner.spentUsd() }
  } finally {
    for (const dendrite of dendrites) dendrite.close()
    await miner.close()
  }
}
