import { z } from 'zod'
import type { Neuron } from '../chain-data.ts'
import { axonRecord } from './axon-record.ts'
import { account, count, fraction, rao, text } from './parse-as.ts'

// Runtimes leave vectors empty that they no longer fill, and fields null that were not asked for.
const column = <T extends z.ZodType>(entry: T) =>
  z
    .array(entry)
    .nullish()
    .transform((entries) => entries ?? [])

/** What is read of `Metagraph` and of `SelectiveMetagraph`, which hold a subnet's neurons by columns. */
export const metagraphColumns = z.object({
  name: text.nullish(),
  symbol: text.nullish(),
  tempo: count,
  immunityPeriod: count,
  servingRateLimit: count,
  maxUids: count,
  burn: rao,
  registrationAllowed: z.boolean(),
  hotkeys: z.array(account),
  coldkeys: z.array(account),
  axons: column(axonRecord),
  active: column(z.boolean()),
  validatorPermit: column(z.boolean()),
  lastUpdate: column(count),
  emission: column(rao),
  dividends: column(fraction),
  incentives: column(fraction),
  consensus: column(fraction),
  trust: column(fraction),
  rank: column(fraction),
  blockAtRegistration: column(count),
  alphaStake: column(rao),
  taoStake: column(rao),
  totalStake: column(rao),
})

/** The names of the columns, as a selective metagraph is asked for them. */
export const METAGRAPH_COLUMNS: readonly string[] = Object.keys(metagraphColumns.shape)

/** The neurons of a metagraph by columns. Validators' trust is no column: it comes from storage. */
export function neuronsOf(
  netuid: number,
  columns: z.output<typeof metagraphColumns>,
  validatorTrust: readonly number[],
): readonly Neuron[] {
  return columns.hotkeys.map((hotkeySs58, uid) => ({
    netuid,
    uid,
    hotkeySs58,
    coldkeySs58: columns.coldkeys[uid] ?? hotkeySs58,
    active: columns.active[uid] ?? false,
    axon: columns.axons[uid] ?? null,
    stakeRao: columns.totalStake[uid] ?? 0n,
    alphaStakeRao: columns.alphaStake[uid] ?? null,
    taoStakeRao: columns.taoStake[uid] ?? null,
    rank: columns.rank[uid] ?? 0,
    trust: columns.trust[uid] ?? 0,
    consensus: columns.consensus[uid] ?? 0,
    incentive: columns.incentives[uid] ?? 0,
    dividends: columns.dividends[uid] ?? 0,
    validatorTrust: validatorTrust[uid] ?? 0,
    validatorPermit: columns.validatorPermit[uid] ?? false,
    emissionRao: columns.emission[uid] ?? 0n,
    lastUpdateBlock: columns.lastUpdate[uid] ?? 0,
    registeredAtBlock: columns.blockAtRegistration[uid] ?? null,
  }))
}
