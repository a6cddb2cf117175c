import { IgError } from '@ig/errors'
import { agreement } from '../aggregate/agreement.ts'
import type { Basis, Forecast, Sample } from '../forecast.ts'
import type { NewsArticle } from '../ports.ts'
import { clampProbability } from '../probability.ts'
import type { DatedQuestion } from '../question.ts'
import { type ForecastState, stage } from './forecast-state.ts'

export interface ConcludeOptions {
  readonly aggregate: (probabilities: readonly number[]) => number
  readonly prior: number | ((question: DatedQuestion) => number)
  readonly onModelFailure: 'fall-back' | 'throw'
}

/** A forecast but for what the run as a whole adds. */
export type ConcludedForecast = Omit<Forecast, 'usage' | 'models' | 'timingsMs'>

type Conclusion = Pick<Forecast, 'probability' | 'basis' | 'confidence' | 'reasoning'>

const MARKET_CONFIDENCE = 0.5
const MAX_REASONING_LENGTH = 10_000

/** Makes the forecast of what is known: the samples' aggregate, else the market's price, else the prior. */
export function conclude(options: ConcludeOptions) {
  return stage('aggregate', (state, run): ConcludedForecast => {
    const { question, market, samples, articles, failures } = state
    if (failures.length > 0) {
      const failure = summarise(failures)
      if (samples.length === 0 && options.onModelFailure === 'throw') throw failure
      run.warn(failure)
    }
    const { reasoning, ...conclusion } = concludeFrom(state, options)
    return {
      question: question.question,
      asOf: question.asOf.toISOString(),
      ...conclusion,
      market,
      reasoning: reasoning.slice(0, MAX_REASONING_LENGTH),
      samples,
      evidence: articles.map(asEvidence),
    }
  })
}

function concludeFrom({ question, market, samples }: ForecastState, options: ConcludeOptions): Conclusion {
  if (samples.length > 0) {
    const probabilities = samples.map((sample) => sample.probability)
    const probability = clampProbability(options.aggregate(probabilities))
    return {
      probability,
      basis: 'model',
      confidence: agreement(probabilities),
      reasoning: explainSamples(probability, samples),
    }
  }
  if (market !== null) {
    return plain(
      market,
      'market',
      MARKET_CONFIDENCE,
      "No model was asked or answered; this is the market's price.",
    )
  }
  const prior = typeof options.prior === 'function' ? options.prior(question) : options.prior
  if (!(prior >= 0 && prior <= 1)) {
    throw new IgError({
      code: 'E_PRIOR',
      message: 'The prior is no probability.',
      values: { prior: String(prior) },
    })
  }
  return plain(
    prior,
    'prior',
    0,
    'No model answered and no market is known; this is the prior for any such question.',
  )
}

function plain(probability: number, basis: Basis, confidence: number, reasoning: string): Conclusion {
  return { probability: clampProbability(probability), basis, confidence, reasoning }
}

/** The sample nearest to the result speaks first. */
function explainSamples(probability: number, samples: readonly Sample[]): string {
  const nearest = [...samples].sort(
    (a, b) => Math.abs(a.probability - probability) - Math.abs(b.probability - probability),
  )
  const spoken = nearest.map((sample) => `[${sample.probability.toFixed(3)}] ${sample.reasoning}`.trim())
  return [
    `${probability.toFixed(3)} from ${samples.length} sample${samples.length === 1 ? '' : 's'}.`,
    ...spoken,
  ].join('\n\n')
}

function asEvidence({
  url,
  title,
  source,
  publishedAt,
  provider,
}: NewsArticle): Forecast['evidence'][number] {
  return { url, title, source, publishedAt: publishedAt.toISOString(), provider, relevance: null }
}

/** One failure that all missing samples share speaks for itself; different ones are told together. */
function summarise(failures: readonly IgError[]): IgError {
  const first = failures[0] as IgError
  if (failures.every(({ code }) => code === first.code)) return first
  return new IgError({
    code: 'E_SAMPLES',
    message: 'Samples of the model did not come through.',
    values: { reasons: failures.map(({ code }) => code) },
    cause: first,
    retryable: failures.some(({ retryable }) => retryable),
  })
}
