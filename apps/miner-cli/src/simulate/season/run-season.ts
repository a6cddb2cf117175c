import { createDendrite } from '@ig/axon'
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

/** Draws a season, and lets the field play it. */
export function prepareSeason(options: SeasonOptions, groups: readonly FieldGroup[]): PreparedSeason {
  const plan = planSeason(options)
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
