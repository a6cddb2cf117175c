import { IgError } from '@ig/errors'
import type { RunnableConfig } from '@langchain/core/runnables'
import type { ForecastRun } from '../forecast-run.ts'
import type { PromptMessage } from '../prompts/reason-prompt.ts'
import { untilAborted } from '../until-aborted.ts'
import { type ModelFailure, readModelFailure } from './model-failure.ts'
import { costUsd, unknownPrice } from './model-price.ts'
import { type ModelReply, readReply } from './model-reply.ts'
import type { ModelRole } from './model-role.ts'
import type { OpenedModel } from './open-model.ts'

export interface ModelCall {
  readonly model: OpenedModel
  readonly role: ModelRole
  readonly messages: readonly PromptMessage[]
  readonly seed: number
  readonly config: RunnableConfig
}

const BACKOFF_MS = 500
const FRAMING_TOKENS = 256

/**
 * Calls a model until it answers: waits as a rate limit asks, tries again where the service failed, gives up where
 * it cannot succeed or the deadline would pass. Each try's worst case is reserved before it and settled after it.
 * Throws E_BUDGET, E_MODEL_PRICE, and the E_MODEL_... errors of `readModelFailure`.
 */
export async function callModel(call: ModelCall, run: ForecastRun): Promise<ModelReply> {
  const { gate, tries } = call.model
  for (let attempt = 1; ; attempt++) {
    run.signal.throwIfAborted()
    const stopped = gate.stopped(run.nowMs())
    if (stopped) throw stopped
    await waitForTurn(call, run)
    const result = await tryOnce(call, run)
    if ('text' in result) {
      gate.succeeded()
      return result
    }
    // An aborted call says nothing about the model.
    run.signal.throwIfAborted()
    noteFailure(call.model, result, attempt, run)
    // Callers who failed side by side get the same error, so that it is told once.
    if (result.next === 'stop') throw gate.stopped(run.nowMs()) ?? result.error
    if (result.next === 'drop' || attempt >= tries) throw result.error
    if (result.next === 'retry') await pause(backoffMs(attempt, run), result.error, run)
  }
}

function noteFailure({ gate }: OpenedModel, failure: ModelFailure, attempt: number, run: ForecastRun): void {
  const nowMs = run.nowMs()
  if (failure.next === 'wait') gate.wait(nowMs + (failure.retryAfterMs ?? backoffMs(attempt, run)))
  const tooMany = failure.next === 'retry' && gate.failed()
  if ((failure.next === 'stop' || tooMany) && gate.stop(failure.error, nowMs)) run.warn(failure.error)
}

async function waitForTurn({ model }: ModelCall, run: ForecastRun): Promise<void> {
  const waitMs = model.gate.notBeforeMs - run.nowMs()
  if (waitMs <= 0) return
  const error = new IgError({
    code: 'E_MODEL_RATE_LIMIT',
    message: 'The model provider asks to wait longer than the forecast may take.',
    values: { model: model.name, waitMs },
    retryable: true,
  })
  await pause(waitMs, error, run)
}

async function pause(ms: number, error: IgError, run: ForecastRun): Promise<void> {
  if (run.nowMs() + ms >= run.deadlineAtMs) throw error
  await run.sleep(ms, run.signal)
}

/** 0.5 s, 1 s, 2 s, each within half of that, so that callers who failed together do not return together. */
function backoffMs(attempt: number, run: ForecastRun): number {
  return BACKOFF_MS * 2 ** (attempt - 1) * (0.5 + run.random())
}

async function tryOnce(call: ModelCall, run: ForecastRun): Promise<ModelReply | ModelFailure> {
  const { model, role, messages, seed, config } = call
  const worstUsd = worstCaseUsd(call, run)
  const reservation = run.reserve?.(worstUsd, `${role}: ${model.name}`)
  const timeout = AbortSignal.timeout(run.callTimeoutMs)
  const signal = AbortSignal.any([run.signal, timeout])
  // Until an answer says otherwise, the call has cost all it could: an aborted one is often billed.
  let used = { inputTokens: 0, outputTokens: 0, costUsd: worstUsd }
  try {
    const answer = model.chat.invoke(
      messages.map(({ role, content }) => ({ role, content })),
      { ...config, ...model.callOptions(seed), signal } as RunnableConfig,
    )
    const reply = readReply(await untilAborted(answer, signal))
    if (reply.usage) {
      const { inputTokens, outputTokens } = reply.usage
      used = {
        inputTokens,
        outputTokens,
        costUsd: model.price ? costUsd(model.price, inputTokens, outputTokens) : 0,
      }
    }
    return reply
  } catch (thrown) {
    if (timeout.aborted && !run.signal.aborted) return timedOut(model, run)
    const failure = readModelFailure(thrown, model.name, run.nowMs())
    if (failure.free) used = { ...used, costUsd: 0 }
    return failure
  } finally {
    reservation?.settle(used.costUsd)
    run.usage.addCall(role, used)
  }
}

/** The most a call can cost. Throws E_MODEL_PRICE where there is a cap and that cannot be known. */
function worstCaseUsd({ model, messages }: ModelCall, run: ForecastRun): number {
  const { name, price, maxOutputTokens } = model
  if (price === null) {
    if (run.reserve) throw unknownPrice(name)
    return 0
  }
  if (maxOutputTokens === null) {
    if (price.outputUsdPerMillion === 0 || !run.reserve) return 0
    throw new IgError({
      code: 'E_MODEL_PRICE',
      message: 'A spend cap is set and the model that was handed in has no limit on its output.',
      values: { model: name },
      hint: 'Set maxTokens on the chat model.',
    })
  }
  // A token stands for one byte at least; what frames the messages is up to the model.
  const inputTokens = messages.reduce((sum, { content }) => sum + Buffer.byteLength(content), FRAMING_TOKENS)
  return costUsd(price, inputTokens, maxOutputTokens)
}

function timedOut({ name }: OpenedModel, { callTimeoutMs }: ForecastRun): ModelFailure {
  const error = new IgError({
    code: 'E_MODEL_TIMEOUT',
    message: 'The model did not answer in time.',
    values: { model: name, callTimeoutMs },
    retryable: true,
  })
  return { error, next: 'retry', retryAfterMs: null, free: false }
}
