import type { RunnableConfig } from '@langchain/core/runnables'
import { z } from 'zod'
import { askModel } from '../answers/ask-model.ts'
import { readJson } from '../answers/read-json.ts'
import { estimateTokens } from '../estimate-tokens.ts'
import type { ForecastRun } from '../forecast-run.ts'
import { NOTES_TOKENS } from '../prompts/reason-prompt.ts'
import { SUMMARISE_SHAPE, summarisePrompt } from '../prompts/summarise-prompt.ts'
import type { ForecastState } from './forecast-state.ts'
import { stage } from './stage.ts'

const MAX_SUMMARY_LENGTH = 1_200

const answerSchema = z.object({
  summaries: z
    .array(z.object({ article: z.coerce.number().int().min(1), summary: z.string() }))
    .min(1)
    .max(1_000),
})

/**
 * Adds notes on the articles that are too long to be shown whole: one call for all of them. What has no notes is shown
 * by its beginning. A re-forecast reads the beginnings of its few new articles.
 */
export function summariseArticles(isOn: boolean) {
  return stage('summarise', async (state, run, config) => {
    if (!isOn || state.question.earlier) return state
    const long = state.articles.filter(({ text }) => estimateTokens(text) > NOTES_TOKENS)
    return long.length === 0 ? state : takeNotes(state, long, run, config)
  })
}

async function takeNotes(
  state: ForecastState,
  long: ForecastState['articles'],
  run: ForecastRun,
  config: RunnableConfig,
): Promise<ForecastState> {
  const model = await run.openModel('summarise')
  if (model === null) return state
  const ask = {
    model,
    role: 'summarise',
    stage: 'summarise',
    seed: 1,
    messages: summarisePrompt(state.question, long),
    shape: SUMMARISE_SHAPE,
    read: (text: string) => readJson(text, answerSchema),
  } as const
  const { summaries } = await askModel(ask, run, config)
  const notes = new Map(summaries.map(({ article, summary }) => [long[article - 1], summary.trim()]))
  const articles = state.articles.map((article) => {
    const summary = notes.get(article)
    return summary ? { ...article, summary: summary.slice(0, MAX_SUMMARY_LENGTH) } : article
  })
  return { ...state, articles }
}
