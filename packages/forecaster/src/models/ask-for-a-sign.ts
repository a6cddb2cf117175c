import type { Reserve } from '../ports.ts'
import { untilAborted } from '../until-aborted.ts'
import { untraced } from '../untraced.ts'
import { readModelFailure } from './model-failure.ts'
import { costUsd, type ModelPrices } from './model-price.ts'
import { readReply } from './model-reply.ts'
import { checkModelSettings, type ModelSettings, modelName } from './model-settings.ts'
import { openModel, REASONS_UNSEEN } from './open-model.ts'
import { worstCaseUsd } from './worst-case.ts'

/** What the shortest call of a model came to. */
export interface ModelSign {
  readonly model: string
  /** 0 where the server does not count. */
  readonly outputTokens: number
  /** Null where the price of the model is not known. */
  readonly costUsd: number | null
  readonly tookMs: number
}

/** In JSON mode the word has to be there. */
const MESSAGES = [{ role: 'user', content: 'Answer with the JSON object {}.' }] as const
const ONE_TOKEN = 1
/** With less, such a model may be refused for having said nothing. */
const THOUGHTS_TOKENS = 256

/**
 * Asks a model for one token (a model that reasons unseen for at most 256), once and the way forecasts ask it, so that
 * key, address, name and account are known to work before they are relied on. The worst case is reserved before it.
 * Throws E_MODEL_SETTINGS, E_MODEL_PRICE and E_BUDGET before anything is asked, the E_MODEL_... errors of model calls
 * where the model does not answer, and the signal's reason.
 */
export async function askForASign(
  settings: ModelSettings,
  {
    prices,
    reserve,
    signal,
    nowMs = Date.now,
  }: {
    readonly prices?: ModelPrices | undefined
    readonly reserve?: Reserve | undefined
    readonly signal: AbortSignal
    readonly nowMs?: () => number
  },
): Promise<ModelSign> {
  checkModelSettings(settings)
  const name = modelName(settings)
  const model = await openModel(settings, prices, REASONS_UNSEEN.test(name) ? THOUGHTS_TOKENS : ONE_TOKEN)
  const worstUsd = worstCaseUsd(model, MESSAGES, reserve !== undefined)
  const reservation = reserve?.(worstUsd, `check: ${name}`)
  const startedAtMs = nowMs()
  let paidUsd = worstUsd
  try {
    const answer = model.chat.invoke([...MESSAGES], {
      ...model.callOptions(1),
      callbacks: [untraced],
      signal,
    })
    const { usage } = readReply(await untilAborted(answer, signal))
    if (model.price && usage) paidUsd = costUsd(model.price, usage.inputTokens, usage.outputTokens)
    return {
      model: name,
      outputTokens: usage?.outputTokens ?? 0,
      costUsd: model.price && paidUsd,
      tookMs: nowMs() - startedAtMs,
    }
  } catch (thrown) {
    signal.throwIfAborted()
    const { error, free } = readModelFailure(thrown, name, nowMs())
    if (free) paidUsd = 0
    throw error
  } finally {
    reservation?.settle(paidUsd)
  }
}
