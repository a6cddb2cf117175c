import { IgError } from '@ig/errors'
import { estimateTokens } from '../estimate-tokens.ts'
import { costUsd, unknownPrice } from './model-price.ts'
import type { OpenedModel } from './open-model.ts'

const FRAMING_TOKENS = 256

/** The input tokens of messages as the caps on tokens count them before a call. */
export function mostTokensOf(messages: readonly { readonly content: string }[]): number {
  return messages.reduce((sum, { content }) => sum + estimateTokens(content), 0)
}

/** The most a call can cost, in USD. Throws E_MODEL_PRICE where there is a cap and that cannot be known. */
export function worstCaseUsd(
  { name, price, maxOutputTokens }: OpenedModel,
  messages: readonly { readonly content: string }[],
  isCapped: boolean,
): number {
  if (price === null) {
    if (isCapped) throw unknownPrice(name)
    return 0
  }
  if (maxOutputTokens === null) {
    if (price.outputUsdPerMillion === 0 || !isCapped) return 0
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
