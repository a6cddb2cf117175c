import { IgError } from '@ig/errors'
import type { RunnableConfig } from '@langchain/core/runnables'
import { readAnswer } from '../answers/read-answer.ts'
import type { Sample } from '../forecast.ts'
import type { ForecastRun } from '../forecast-run.ts'
import { callModel } from '../models/call-model.ts'
import type { OpenedModel } from '../models/open-model.ts'
import { type PromptMessage, reasonPrompt, repairPrompt } from '../prompts/reason-prompt.ts'
import { type ForecastState, stage } from './forecast-state.ts'

/** Adds reasoning samples, drawn side by side. A sample that fails is missing; a caller that gives up ends all. */
export function drawSamples(count: number) {
  return stage('reason', async (state, run, config): Promise<ForecastState> => {
    const model = await run.openModel('reason')
    if (model === null) return state
    const drawn = await Promise.all(
      Array.from({ length: count }, (_, index) =>
        drawSample(model, reasonPrompt(state.question, state.articles, index), index + 1, run, config).catch(
          (error: unknown) => sampleFailure(error, run),
        ),
      ),
    )
    config.signal?.throwIfAborted()
    return {
      ...state,
      samples: drawn.filter((result) => 'probability' in result),
      failures: drawn.filter((result) => IgError.isInstance(result)),
    }
  })
}

const LONGEST_QUOTE = 4_000

async function drawSample(
  model: OpenedModel,
  messages: readonly PromptMessage[],
  seed: number,
  run: ForecastRun,
  config: RunnableConfig,
): Promise<Sample> {
  const call = { model, role: 'reason', seed, config } as const
  const first = await ask(() => callModel({ ...call, messages }, run))
  if (first.ok) return { probability: first.probability, reasoning: first.reasoning, model: model.name, seed }
  const repair: PromptMessage[] = [
    ...messages,
    { role: 'assistant', content: first.text.slice(0, LONGEST_QUOTE) },
    { role: 'user', content: repairPrompt(first.problem) },
  ]
  const second = await ask(() => callModel({ ...call, messages: first.text === '' ? messages : repair }, run))
  if (second.ok)
    return { probability: second.probability, reasoning: second.reasoning, model: model.name, seed }
  throw unreadable(model, second.problem)
}

async function ask(call: () => ReturnType<typeof callModel>) {
  let reply: Awaited<ReturnType<typeof callModel>>
  try {
    reply = await call()
  } catch (error) {
    if (!IgError.isInstance(error) || error.code !== 'E_MODEL_ANSWER') throw error
    return { ok: false, problem: error.summary, text: '' } as const
  }
  const { text, truncated } = reply
  const answer = readAnswer(text)
  if (answer.ok) return answer
  const problem = truncated ? 'it was cut off at the token limit; be shorter' : answer.problem
  return { ok: false, problem, text } as const
}

function unreadable({ name }: OpenedModel, problem: string): IgError {
  return new IgError({
    code: 'E_MODEL_ANSWER',
    message: "The model's answer could not be read.",
    values: { model: name, problem },
    retryable: true,
  })
}

/** What a sample may fail with; anything else is a fault of this code or of the caller's and ends the forecast. */
function sampleFailure(error: unknown, { signal, deadlineAtMs }: ForecastRun): IgError {
  if (signal.aborted) {
    return new IgError({
      code: 'E_DEADLINE',
      message: 'The forecast ran out of time.',
      values: { deadline: new Date(deadlineAtMs).toISOString() },
      retryable: true,
    })
  }
  if (IgError.isInstance(error) && error.code !== 'E_MODEL_PRICE') return error
  throw error
}
