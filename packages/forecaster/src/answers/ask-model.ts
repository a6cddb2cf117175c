import { IgError } from '@ig/errors'
import type { RunnableConfig } from '@langchain/core/runnables'
import type { ForecastRun } from '../forecast-run.ts'
import { callModel } from '../models/call-model.ts'
import type { ModelRole } from '../models/model-role.ts'
import type { OpenedModel } from '../models/open-model.ts'
import type { PromptMessage } from '../prompts/prompt-message.ts'
import type { StageName } from '../steps/forecast-state.ts'

/** What a model said, or why it could not be read. */
export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: string }

/** One thing that a stage wants to know of a model. */
export interface Ask<T> {
  readonly model: OpenedModel
  readonly role: ModelRole
  readonly stage: StageName
  readonly seed: number
  readonly messages: readonly PromptMessage[]
  /** The JSON object that is wanted, as an example: what a repair asks for. */
  readonly shape: string
  readonly read: (text: string) => Read<T>
}

const LONGEST_QUOTE = 4_000

/**
 * Asks a model and reads its answer; one that cannot be read is asked for once more. Throws E_MODEL_ANSWER after
 * that, and what `callModel` throws.
 */
export async function askModel<T>(ask: Ask<T>, run: ForecastRun, config: RunnableConfig): Promise<T> {
  const first = await tryToRead(ask, ask.messages, false, run, config)
  if (first.ok) return first.value
  const repair: readonly PromptMessage[] = [
    ...ask.messages,
    { role: 'assistant', content: first.text.slice(0, LONGEST_QUOTE) },
    {
      role: 'user',
      content: `That answer could not be read: ${first.problem}. Reply again with the JSON object alone: ${ask.shape}`,
    },
  ]
  const second = await tryToRead(ask, first.text === '' ? ask.messages : repair, true, run, config).catch(
    // A forecast without a call left for the repair has an unreadable answer, not a failure of its own.
    (error: unknown) => {
      if (IgError.isInstance(error) && (error.code === 'E_CALLS' || error.code === 'E_TOKENS')) return first
      throw error
    },
  )
  if (second.ok) return second.value
  throw new IgError({
    code: 'E_MODEL_ANSWER',
    message: "The model's answer could not be read.",
    values: { model: ask.model.name, stage: ask.stage, problem: second.problem },
    retryable: true,
  })
}

async function tryToRead<T>(
  { model, role, stage, seed, read }: Ask<T>,
  messages: readonly PromptMessage[],
  isRepair: boolean,
  run: ForecastRun,
  config: RunnableConfig,
) {
  let reply: Awaited<ReturnType<typeof callModel>>
  try {
    reply = await callModel({ model, role, stage, seed, messages, isRepair, config }, run)
  } catch (error) {
    if (!IgError.isInstance(error) || error.code !== 'E_MODEL_ANSWER') throw error
    return { ok: false, problem: error.summary, text: '' } as const
  }
  const { text, truncated } = reply
  const answer = read(text)
  if (answer.ok) return answer
  const problem = truncated ? 'it was cut off at the token limit; be shorter' : answer.problem
  return { ok: false, problem, text } as const
}
