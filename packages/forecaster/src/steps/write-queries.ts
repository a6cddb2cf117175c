import type { RunnableConfig } from '@langchain/core/runnables'
import { z } from 'zod'
import { askModel } from '../answers/ask-model.ts'
import { readJson } from '../answers/read-json.ts'
import type { ForecastRun } from '../forecast-run.ts'
import { QUERY_SHAPE, queryPrompt } from '../prompts/query-prompt.ts'
import type { DatedQuestion } from '../question.ts'
import type { ForecastState } from './forecast-state.ts'
import { stage } from './stage.ts'

const MAX_QUERY_LENGTH = 120
const MAX_QUESTION_LENGTH = 300

const answerSchema = z.object({ queries: z.array(z.string()).min(1).max(100) })

/**
 * Adds what to search for: the question itself, then what a model makes of its parts. A re-forecast searches for the
 * question alone, which costs no call.
 */
export function writeQueries(count: number) {
  return stage('queries', (state, run, config) => write(count, state, run, config), withQuestionAlone)
}

function withQuestionAlone(state: ForecastState): ForecastState {
  return { ...state, queries: [asQuery(state.question)] }
}

async function write(
  count: number,
  state: ForecastState,
  run: ForecastRun,
  config: RunnableConfig,
): Promise<ForecastState> {
  const { question } = state
  const model = count > 0 && !question.earlier ? await run.openModel('query') : null
  if (model === null) return withQuestionAlone(state)
  const ask = {
    model,
    role: 'query',
    stage: 'queries',
    seed: 1,
    messages: queryPrompt(question, count),
    shape: QUERY_SHAPE,
    read: (text: string) => readJson(text, answerSchema),
  } as const
  const { queries } = await askModel(ask, run, config)
  const all = [asQuery(question), ...queries.map(cleanQuery)]
  return { ...state, queries: distinct(all).slice(0, count + 1) }
}

/** The question as one would type it. */
export function asQuery({ question }: DatedQuestion): string {
  return question.replaceAll(/\s+/g, ' ').replace(/\?+$/, '').slice(0, MAX_QUESTION_LENGTH).trim()
}

/** Words only: what engines take for operators would narrow the search in ways nobody asked for. */
function cleanQuery(query: string): string {
  return query
    .slice(0, 4 * MAX_QUERY_LENGTH)
    .replaceAll(/\b\w{2,12}:\S*/g, ' ')
    .replaceAll(/[\p{C}\s"“”«»()[\]{}|]+/gu, ' ')
    .trim()
    .slice(0, MAX_QUERY_LENGTH)
    .trim()
}

function distinct(queries: readonly string[]): string[] {
  const seen = new Set<string>()
  return queries.filter((query) => {
    const key = query.toLowerCase()
    if (key === '' || seen.has(key)) return false
    seen.add(key)
    return true
  })
}
