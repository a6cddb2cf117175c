import type { RunnableConfig } from '@langchain/core/runnables'
import { z } from 'zod'
import { askModel } from '../answers/ask-model.ts'
import { readJson } from '../answers/read-json.ts'
import type { ForecastRun } from '../forecast-run.ts'
import { RATE_SHAPE, ratePrompt } from '../prompts/rate-prompt.ts'
import type { ForecastState } from './forecast-state.ts'
import { stage } from './stage.ts'

interface RateOptions {
  /** Articles rated in the one call; 0 for none. */
  readonly rated: number
  /** Articles kept. */
  readonly kept: number
}

/** Articles rated lower are not read. */
const MIN_RELEVANCE = 4

const answerSchema = z.object({
  ratings: z
    .array(z.object({ article: z.coerce.number().int().min(1), rating: z.coerce.number().min(1).max(6) }))
    .min(1)
    .max(1_000),
})

/**
 * Keeps the articles that bear on the question, the most relevant first: one call rates them all. Without ratings, the
 * nearest ones are kept.
 */
export function rateArticles(options: RateOptions) {
  return stage(
    'rate',
    (state, run, config) => rate(options, state, run, config),
    (state) => nearest(state, options),
  )
}

function nearest(state: ForecastState, { kept }: RateOptions): ForecastState {
  return { ...state, articles: state.articles.slice(0, kept) }
}

async function rate(
  options: RateOptions,
  state: ForecastState,
  run: ForecastRun,
  config: RunnableConfig,
): Promise<ForecastState> {
  const candidates = state.articles.slice(0, options.rated)
  const model = candidates.length > 0 ? await run.openModel('rate') : null
  if (model === null) return nearest(state, options)
  const ask = {
    model,
    role: 'rate',
    stage: 'rate',
    seed: 1,
    messages: ratePrompt(state.question, candidates),
    shape: RATE_SHAPE,
    read: (text: string) => readJson(text, answerSchema),
  } as const
  const answer = await askModel(ask, run, config)
  const ratings = new Map(answer.ratings.map(({ article, rating }) => [article, Math.round(rating)]))
  const articles = candidates
    .map((article, index) => ({ ...article, relevance: ratings.get(index + 1) ?? null }))
    .filter(({ relevance }) => (relevance ?? 0) >= MIN_RELEVANCE)
    .sort((a, b) => (b.relevance ?? 0) - (a.relevance ?? 0))
  return nearest({ ...state, articles }, options)
}
