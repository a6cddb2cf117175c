import { IgError } from '@ig/errors'
import type { RunnableConfig } from '@langchain/core/runnables'
import { untilAborted } from '../until-aborted.ts'
import type { KeptAnswer, UsedByTry } from './model-cache.ts'
import type { ModelCall } from './model-call.ts'
import { type ModelFailure, readModelFailure } from './model-failure.ts'
import { costUsd } from './model-price.ts'
import { type ReadReply, readReply } from './model-reply.ts'
import type { ModelRun } from './model-run.ts'
import type { OpenedModel } from './open-model.ts'
import { mostTokensOf, worstCaseUsd } from './worst-case.ts'

const BACKOFF_MS = 500

/**
 * Asks a model until it answers: waits as a rate limit asks, tries again where the service failed, gives up where it
 * cannot succeed or the deadline would pass. Each try's worst case is reserved before it and settled after it, in
 * money and in the calls and tokens of the forecast.
 */
export async function askUntilAnswered(call: ModelCall, run: ModelRun): Promise<KeptAnswer> {
  const { gate, tries } = call.model
  const used: UsedByTry[] = []
  for (let attempt = 1; ; attempt++) {
    const result = await inTurn(call, run, () => tryOnce(call, attempt, used, run))
    if ('text' in result) {
      gate.succeeded()
      const { refused, ...reply } = result
      // A refusal that comes with words is read like any answer: some servers mark what is none.
      if (reply.text.trim() === '') throw unanswered(call.model, refused, reply.truncated)
      return { reply, tries: used }
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

/** Runs a try once the model may be asked and a slot is free; what changed while it waited for the slot is heeded. */
async function inTurn<T>(call: ModelCall, run: ModelRun, attempt: () => Promise<T>): Promise<T> {
  const { gate } = call.model
  for (;;) {
    run.signal.throwIfAborted()
    const stopped = gate.stopped(run.nowMs())
    if (stopped) throw stopped
    await waitForTurn(call, run)
    const mayAsk = () => gate.stopped(run.nowMs()) === null && gate.notBeforeMs <= run.nowMs()
    if (run.slots === undefined) {
      if (mayAsk()) return attempt()
      continue
    }
    const done = await run.slots.run(async () => (mayAsk() ? { result: await attempt() } : null), run.signal)
    if (done) return done.result
  }
}

function noteFailure({ gate }: OpenedModel, failure: ModelFailure, attempt: number, run: ModelRun): void {
  const nowMs = run.nowMs()
  if (failure.next === 'wait') gate.wait(nowMs + (failure.retryAfterMs ?? backoffMs(attempt, run)))
  const tooMany = failure.next === 'retry' && gate.failed()
  if ((failure.next === 'stop' || tooMany) && gate.stop(failure.error, nowMs)) run.warn(failure.error)
}

async function waitForTurn({ model }: ModelCall, run: ModelRun): Promise<void> {
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

async function pause(ms: number, error: IgError, run: ModelRun): Promise<void> {
  if (run.nowMs() + ms >= run.deadlineAtMs) throw error
  await run.sleep(ms, run.signal)
}

/** 0.5 s, 1 s, 2 s, each within half of that, so that callers who failed together do not return together. */
function backoffMs(attempt: number, run: ModelRun): number {
  return BACKOFF_MS * 2 ** (attempt - 1) * (0.5 + run.random())
}

async function tryOnce(
  call: ModelCall,
  attempt: number,
  tries: UsedByTry[],
  run: ModelRun,
): Promise<ReadReply | ModelFailure> {
  const { model, role, stage, messages, seed, config } = call
  const worstUsd = worstCaseUsd(model, messages, run.reserve !== undefined)
  const share = run.allowance?.take(stage, mostTokensOf(messages), call.isRepair || attempt > 1)
  const reservation = run.reserve?.(worstUsd, `${role}: ${model.name}`)
  const timeout = AbortSignal.timeout(run.callTimeoutMs)
  const signal = AbortSignal.any([run.signal, timeout])
  // Until an answer says otherwise, the call has cost all it could: an aborted one is often billed.
  let used: UsedByTry = { inputTokens: 0, outputTokens: 0, costUsd: worstUsd, countedTokens: null }
  try {
    const answer = model.chat.invoke(
      messages.map(({ role, content }) => ({ role, content })),
      { ...config, ...model.callOptions(seed), signal } as RunnableConfig,
    )
    const reply = readReply(await untilAborted(answer, signal))
    if (reply.usage) used = usedBy(reply.usage, model)
    return reply
  } catch (thrown) {
    if (timeout.aborted && !run.signal.aborted) return timedOut(model, run)
    const failure = readModelFailure(thrown, model.name, run.nowMs())
    if (failure.free) used = { ...used, costUsd: 0, countedTokens: 0 }
    return failure
  } finally {
    tries.push(used)
    reservation?.settle(used.costUsd)
    share?.settle(used.countedTokens)
    run.usage.addCall(role, used)
  }
}

function usedBy(usage: NonNullable<ReadReply['usage']>, { price }: OpenedModel): UsedByTry {
  const { inputTokens, outputTokens } = usage
  return {
    inputTokens,
    outputTokens,
    costUsd: price ? costUsd(price, inputTokens, outputTokens) : 0,
    countedTokens: inputTokens,
  }
}

function unanswered({ name, maxOutputTokens }: OpenedModel, refused: boolean, truncated: boolean): IgError {
  const values = { model: name }
  const code = 'E_MODEL_ANSWER'
  if (refused) return new IgError({ code, message: 'The model refused to answer.', values })
  if (!truncated) return new IgError({ code, message: 'The model gave an empty answer.', values })
  return new IgError({
    code,
    message: 'The answer was cut off before it said anything.',
    values: { ...values, maxOutputTokens },
    hint: 'Raise maxOutputTokens: models that reason spend it on their thoughts first.',
  })
}

function timedOut({ name }: OpenedModel, { callTimeoutMs }: ModelRun): ModelFailure {
  const error = new IgError({
    code: 'E_MODEL_TIMEOUT',
    message: 'The model did not answer in time.',
    values: { model: name, callTimeoutMs },
    retryable: true,
  })
  return { error, next: 'retry', retryAfterMs: null, free: false }
}
