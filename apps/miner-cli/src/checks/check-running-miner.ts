import { z } from 'zod'
import { durationText } from '../output/duration-text.ts'
import { type CheckResult, ok, warn } from './check-result.ts'

/** What of `status --json` is looked at. */
export const runningMiner = z.looseObject({
  health: z.enum(['ok', 'degraded']),
  reasons: z.array(z.string()),
  pid: z.int(),
  startedAt: z.string(),
  network: z.string(),
  axon: z.looseObject({ ip: z.string(), port: z.int() }).nullable(),
  chain: z
    .looseObject({
      axon: z
        .looseObject({
          state: z.enum(['pending', 'announced', 'waiting', 'failed']),
          address: z.string().nullable(),
          problem: z.string().nullable(),
        })
        .nullable(),
    })
    .nullish(),
  validators: z.array(z.looseObject({ lastQueryAt: z.string() })),
  policy: z.looseObject({ refused: z.record(z.string(), z.number()) }),
  interval: z.looseObject({ answeredShare: z.number().nullable() }),
  spend: z.looseObject({ todayUsd: z.number(), capUsd: z.number() }),
})

/** A running miner as it tells of itself. */
export type RunningMiner = z.output<typeof runningMiner>

const QUIET_MS = 10 * 60_000
const NEARLY_SPENT = 0.8

/** What a running miner says of itself, of who asks it, and of its money. */
export function checkRunningMiner(miner: RunningMiner, nowMs: number): CheckResult[] {
  return [healthRow(miner), queriesRow(miner, nowMs), spendRow(miner)]
}

function healthRow({ health, reasons, pid, startedAt }: RunningMiner): CheckResult {
  if (health === 'ok') return ok('miner', `pid ${pid}, well, since ${startedAt}`)
  return warn('miner', `pid ${pid}, degraded: ${reasons.join('; ')}`, 'pnpm miner status')
}

function queriesRow({ validators, startedAt, policy, interval }: RunningMiner, nowMs: number): CheckResult {
  const name = 'queries'
  const lastMs = Math.max(...validators.map(({ lastQueryAt }) => Date.parse(lastQueryAt)))
  const refused = Object.entries(policy.refused).map(([reason, count]) => `${count} times: ${reason}`)
  const refusedText = refused.length > 0 ? `; refused ${refused.join(', ')}` : ''
  const share =
    interval.answeredShare === null
      ? ''
      : `, ${Math.round(interval.answeredShare * 100)} % of this interval answered`
  const quietMs = nowMs - (Number.isFinite(lastMs) ? lastMs : Date.parse(startedAt))
  const quiet = durationText(quietMs)
  const last = Number.isFinite(lastMs) ? `the last ${quiet} ago${share}` : `none in ${quiet}`
  if (quietMs < QUIET_MS) return ok(name, `${last}${refusedText}`)
  return warn(
    name,
    `${last}${refusedText}`,
    'The rows on registration, address, clock and reachability tell why nobody asks; --blacklist.min_stake and --blacklist.allow change who may.',
  )
}

function spendRow({ spend: { todayUsd, capUsd } }: RunningMiner): CheckResult {
  const seen = `${todayUsd.toFixed(2)} of ${capUsd.toFixed(2)} USD today (UTC)`
  if (capUsd === 0 || todayUsd < capUsd * NEARLY_SPENT) return ok('spend', seen)
  return warn(
    'spend',
    seen,
    'Raise it with --budget.max_cost_usd_per_day; beyond it the market and priors answer.',
  )
}
