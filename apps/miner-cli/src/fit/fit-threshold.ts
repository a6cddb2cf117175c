import { confidenceOf, DEFAULT_PRIOR, logitMean } from '@ig/forecaster'
import { createReportPolicy, type MinerEvent } from '@ig/miner'
import { brierScore } from '@ig/scoring'
import { crossPredict } from '../backtest/cross-predict.ts'
import type { OpinionRow } from './fit-opinions.ts'
import { type FitPart, judgePart } from './fit-part.ts'

/** When the report policy `selective` answers. */
export interface SelectiveParameters {
  /** The smallest confidence that is answered. */
  readonly minConfidence: number
}

/** How many steps of confidence are tried: the quantiles of what is at hand. */
const STEPS = 20

interface JudgedRow extends OpinionRow {
  readonly confidence: number
  /** By how much the forecast beats what is known without a model; what silence forgoes. */
  readonly edge: number
  readonly isAnsweredByDefault: boolean
}

/**
 * The confidence from which on an answer is worth more than silence, against the policy's stated thresholds. An
 * answer earns the Brier score of what is known without a model (the price's worth, else the prior) less its own;
 * silence earns 0.
 *
 * @param beliefs of each row, from nothing that knows its outcome
 */
export function fitThreshold(
  rows: readonly OpinionRow[],
  { beliefs, draws }: { readonly beliefs: readonly number[]; readonly draws: number },
): FitPart<SelectiveParameters> {
  const judged = rows.map((row, index) => judgeRow(row, beliefs[index] as number))
  return judgePart(judged, {
    draws,
    fit: () => ({
      score: 'edge',
      byDefault: judged.map(({ isAnsweredByDefault, edge }) => (isAnsweredByDefault ? edge : 0)),
      crossValidated: crossPredict((others) => {
        const least = bestThreshold(others)
        return ({ confidence, edge }) => (confidence >= least ? edge : 0)
      }, judged),
      parameters: { minConfidence: bestThreshold(judged) },
    }),
  })
}

/** The threshold with the largest edge in all; of equal ones the lowest, which answers most. */
function bestThreshold(rows: readonly JudgedRow[]): number {
  const ordered = rows.toSorted((a, b) => a.confidence - b.confidence)
  const quantiles = Array.from({ length: STEPS - 1 }, (_, index) => {
    const at = Math.floor(((index + 1) * ordered.length) / STEPS)
    return ordered[at]?.confidence ?? 0
  })
  const candidates = [0, ...quantiles].map((least) => ({
    least,
    edge: rows.reduce((sum, { confidence, edge }) => (confidence >= least ? sum + edge : sum), 0),
  }))
  return candidates.reduce((best, one) => (one.edge > best.edge ? one : best)).least
}

function judgeRow(row: OpinionRow, belief: number): JudgedRow {
  const { samples, worth, price, outcome } = row
  const market = worth === null ? null : { worth, weight: 1 }
  const confidence = confidenceOf({ samples, opinion: logitMean(samples), market })
  const withoutModel = brierScore(worth ?? DEFAULT_PRIOR, outcome)
  const stated = createReportPolicy('selective')
  const sent = stated(
    {
      id: 0,
      eventKey: row.question,
      revision: 1,
      madeAtMs: 0,
      probability: belief,
      basis: 'model',
      confidence,
      market: price,
      reasoning: '',
      samples,
      evidence: [],
      costUsd: 0,
    },
    NO_EVENT,
  )
  return {
    ...row,
    confidence,
    edge: withoutModel - brierScore(belief, outcome),
    isAnsweredByDefault: sent !== null,
  }
}

/** The policy looks at the forecast alone. */
const NO_EVENT: MinerEvent = {
  key: '',
  eventId: '',
  marketType: '',
  description: '',
  cutoffUnixSeconds: null,
  metadata: {},
}
