import { IgError } from '@ig/errors'
import { z } from 'zod'
import type { Forecast } from '../forecast.ts'
import type { Reserve } from '../ports.ts'
import { clampProbability } from '../probability.ts'
import { parseQuestion } from '../question.ts'
import { untilAborted } from '../until-aborted.ts'
import type { Forecaster } from './forecaster.ts'
import type { ForecastStrategy } from './strategy.ts'

const DEFAULT_CONFIDENCE = 0.5
const MAX_REASONING_LENGTH = 10_000

const answerSchema = z.object({
  probability: z.number().min(0).max(1),
  reasoning: z.string().default(''),
  basis: z.enum(['model', 'market', 'prior']).default('model'),
  confidence: z.number().min(0).max(1).default(DEFAULT_CONFIDENCE),
  evidence: z
    .array(
      z.object({
        url: z.string(),
        title: z.string(),
        source: z.string(),
        publishedAt: z.string(),
        provider: z.string(),
        relevance: z.number().nullable(),
      }),
    )
    .default([]),
  usage: z.object({ costUsd: z.number().min(0).default(0) }).default({ costUsd: 0 }),
})

/**
 * A forecaster that asks a strategy. Its answer is checked, never guessed at: `invoke` throws E_STRATEGY_ANSWER
 * for anything but a probability from 0 to 1, E_STRATEGY_FAILED for what it throws (an `IgError` goes through),
 * and the signal's reason as soon as that ends, whether the strategy heeds it or not.
 */
export function asForecaster(
  strategy: ForecastStrategy,
  { name = 'strategy', nowMs = Date.now }: { readonly name?: string; readonly nowMs?: () => number } = {},
): Forecaster {
  return {
    async invoke(input, config = {}): Promise<Forecast> {
      const startedMs = nowMs()
      const question = parseQuestion(input, startedMs)
      const { asOf, market = null, earlier = null } = question
      const signal = config.signal ?? new AbortController().signal
      const reserve = config.configurable?.reserve ?? uncapped
      // From a promise on, so that a strategy that throws at once fails like one that rejects.
      const answered = Promise.resolve().then(() =>
        strategy(question, { asOf, market, earlier, signal, reserve }),
      )
      const answer = parseAnswer(await untilAborted(answered, signal).catch(failedAs(name, signal)), name)
      const { costUsd } = answer.usage
      return {
        question: question.question,
        asOf: asOf.toISOString(),
        probability: clampProbability(answer.probability),
        basis: answer.basis,
        confidence: answer.confidence,
        market,
        views: {
          model: null,
          market,
          outside: null,
          supervisor: null,
          earlier: earlier?.probability ?? null,
        },
        guardRail: null,
        reasoning: answer.reasoning.slice(0, MAX_REASONING_LENGTH),
        samples: [],
        evidence: answer.evidence,
        newsReadUntil: null,
        usage: { llmCalls: 0, inputTokens: 0, outputTokens: 0, costUsd, newsCalls: 0, byRole: {} },
        models: {},
        timingsMs: { total: Math.round(nowMs() - startedMs) },
      }
    },
  }
}

const uncapped: Reserve = () => ({ settle() {} })

function failedAs(name: string, signal: AbortSignal): (cause: unknown) => never {
  return (cause) => {
    if (signal.aborted || IgError.isInstance(cause)) throw cause
    throw new IgError({
      code: 'E_STRATEGY_FAILED',
      message: 'The strategy threw an error.',
      values: { strategy: name, error: cause instanceof Error ? cause.message : String(cause) },
      cause,
      retryable: true,
    })
  }
}

function parseAnswer(answer: unknown, name: string): z.infer<typeof answerSchema> {
  const parsed = answerSchema.safeParse(typeof answer === 'number' ? { probability: answer } : answer)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const probability =
    typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'probability') : answer
  throw new IgError({
    code: 'E_STRATEGY_ANSWER',
    message: 'The strategy gave no probability from 0 to 1.',
    values: { strategy: name, at: issue?.path.join('.') || 'answer', got: shown(probability) },
    hint: hintFor(probability),
  })
}

/** JSON has no word for NaN and Infinity, which are what one wants to see here. */
function shown(value: unknown): unknown {
  return typeof value === 'number' ? String(value) : value === undefined ? 'undefined' : value
}

function hintFor(probability: unknown): string {
  if (typeof probability === 'number' && probability > 1 && probability <= 100) {
    return `Return a fraction: ${probability / 100} for ${probability} percent.`
  }
  if (typeof probability === 'string') return 'Return a number, not a text.'
  return 'Return a number such as 0.7, or { probability: 0.7, reasoning: "..." }.'
}
