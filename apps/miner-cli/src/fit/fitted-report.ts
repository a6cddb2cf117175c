import { createReportPolicy, type ReportPolicy, type ReportPolicyName } from '@ig/miner'
import type { ParametersInUse } from './fit-in-use.ts'

/**
 * The report policy by a fitted threshold; null where the policy has none. A fitted confidence stands for the spread
 * of the samples and the distance to the market, which it is made of.
 */
export function fittedReport(
  name: ReportPolicyName,
  { minConfidence }: Pick<ParametersInUse, 'minConfidence'>,
): ReportPolicy | null {
  if (name !== 'selective' || minConfidence === null) return null
  const byConfidence = createReportPolicy('selective', { minConfidence, maxMarketDistance: 1 })
  return (forecast, event) => byConfidence({ ...forecast, samples: [] }, event)
}
