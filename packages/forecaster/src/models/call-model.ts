import { IgError } from '@ig/errors'
import { askUntilAnswered } from './ask-until-answered.ts'
import { type KeptAnswer, modelCallKey, readKept, writeKept } from './model-cache.ts'
import type { ModelCall } from './model-call.ts'
import type { ModelReply } from './model-reply.ts'
import type { ModelRun } from './model-run.ts'
import { mostTokensOf } from './worst-case.ts'

/** What stopped a call by the limits of the forecast that it was made for, not of the model: others may still make it. */
const OWN_LIMITS = new Set(['E_BUDGET', 'E_CALLS', 'E_TOKENS', 'E_MODEL_PRICE', 'E_MODEL_RATE_LIMIT'])

/**
 * Calls a model until it answers, or takes the answer from the cache. Equal calls in flight are one: the first one's
 * forecast pays, all get the answer, and one that gives up ends nothing for the others. Whoever did not pay is shown
 * the usage of the call that was paid, and nothing is reserved or settled for it.
 * Throws E_BUDGET, E_CALLS, E_TOKENS, E_MODEL_PRICE, and the E_MODEL_... errors of `readModelFailure`.
 */
export async function callModel(call: ModelCall, run: ModelRun): Promise<ModelReply> {
  const key = modelCallKey(call)
  for (;;) {
    run.signal.throwIfAborted()
    const kept = fromCache(key, run)
    if (kept) {
      run.calls?.add(key, true)
      return replay(kept, call, run)
    }
    let isMine = false
    try {
      const answer = await call.model.flights.join(key, run.signal, async (signal) => {
        isMine = true
        const answered = await askUntilAnswered(call, { ...run, signal })
        toCache(key, answered, run)
        return answered
      })
      run.calls?.add(key, false)
      return isMine ? answer.reply : replay(answer, call, run)
    } catch (error) {
      run.calls?.add(key, false)
      if (isMine || !IgError.isInstance(error) || !OWN_LIMITS.has(error.code)) throw error
    }
  }
}

/** Takes and shows what the call used when it was made. */
function replay({ reply, tries }: KeptAnswer, call: ModelCall, run: ModelRun): ModelReply {
  const estimate = mostTokensOf(call.messages)
  for (const [index, used] of tries.entries()) {
    const share = run.allowance?.take(call.stage, estimate, call.isRepair || index > 0)
    share?.settle(used.countedTokens)
    run.usage.addCall(call.role, used)
  }
  return reply
}

function fromCache(key: string, run: ModelRun): KeptAnswer | null {
  try {
    return run.cache ? readKept(run.cache, key) : null
  } catch (cause) {
    run.warn(cacheError("The cache of models' answers cannot be read.", cause))
    return null
  }
}

function toCache(key: string, answer: KeptAnswer, run: ModelRun): void {
  try {
    if (run.cache) writeKept(run.cache, key, answer)
  } catch (cause) {
    run.warn(cacheError("A model's answer could not be kept in the cache.", cause))
  }
}

function cacheError(message: string, cause: unknown): IgError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new IgError({ code: 'E_MODEL_CACHE', message, values: { reason }, cause, retryable: true })
}
