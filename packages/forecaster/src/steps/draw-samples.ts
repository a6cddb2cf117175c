import { IgError } from '@ig/errors'
import { askModel } from '../answers/ask-model.ts'
import { readReasons } from '../answers/read-reasons.ts'
import type { Sample } from '../forecast.ts'
import type { ForecastRun } from '../forecast-run.ts'
import { REASON_SHAPE, reasonPrompts } from '../prompts/reason-prompt.ts'
import type { ForecastState } from './forecast-state.ts'
import { outOfTime, stage } from './stage.ts'

/** A re-forecast leans on the earlier belief: with something new to read it takes so many samples, else one. */
const SAMPLES_FOR_NEWS = 2

/**
 * Adds reasoning samples, drawn side by side, each with a seed and a way of looking of its own; several models take
 * turns. A sample that fails is missing.
 */
export function drawSamples(count: number) {
  return stage('reason', async (state, run, config) => {
    const models = await run.openReasoners()
    if (models.length === 0) return state
    const wanted = samplesFor(state, count)
    const drawn = await Promise.all(
      reasonPrompts(state, wanted).map(async (messages, index): Promise<Sample | IgError> => {
        const model = models[index % models.length] as (typeof models)[number]
        const seed = index + 1
        const ask = { model, role: 'reason', stage: 'reason', seed, messages, shape: REASON_SHAPE } as const
        try {
          const answer = await askModel({ ...ask, read: readReasons }, run, config)
          return { ...answer, model: model.name, seed }
        } catch (error) {
          return sampleFailure(error, run)
        }
      }),
    )
    config.signal?.throwIfAborted()
    return {
      ...state,
      samples: drawn.filter((result) => 'seed' in result),
      failures: drawn.filter((result) => IgError.isInstance(result)),
    }
  })
}

function samplesFor({ question, articles }: ForecastState, count: number): number {
  if (!question.earlier) return count
  return Math.min(count, articles.length > 0 ? SAMPLES_FOR_NEWS : 1)
}

/** What a sample may fail with; anything else is a fault of this code or of the caller's and ends the stage. */
function sampleFailure(error: unknown, { signal, deadlineAtMs }: ForecastRun): IgError {
  if (signal.aborted) return outOfTime('reason', deadlineAtMs)
  if (IgError.isInstance(error) && error.code !== 'E_MODEL_PRICE') return error
  throw error
}
