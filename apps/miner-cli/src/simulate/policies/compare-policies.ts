import type { SeasonMinerOptions } from '../season/open-season-miner.ts'
import { type PreparedSeason, runSeason } from '../season/run-season.ts'
import type { SeasonReport } from '../season/season-report.ts'
import { REPORT_CHOICES } from './report-choices.ts'

/** A season of one policy. */
export interface PolicyResult {
  readonly policy: string
  readonly doc: string
  readonly report: SeasonReport
}

/** Plays the same season once for each report policy, with the same forecasts and against the same field. */
export async function comparePolicies(
  season: PreparedSeason,
  options: Omit<SeasonMinerOptions, 'report'> & {
    readonly validators: number
    readonly signal?: AbortSignal
    readonly onPolicy?: (name: string) => void
  },
): Promise<PolicyResult[]> {
  const results: PolicyResult[] = []
  for (const { name, doc, create } of REPORT_CHOICES) {
    options.onPolicy?.(name)
    results.push({ policy: name, doc, report: await runSeason(season, { ...options, report: create }) })
  }
  return results
}
