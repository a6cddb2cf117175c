import { existsSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'
import { IgError } from '@ig/errors'
import type { ForecastContext, ForecastQuestion, ForecastResult, Strategy } from '@ig/miner'
import { z } from 'zod'

/** What a strategy's file has to give: a probability; the rest is filled in where it is missing. */
const ownForecast = z.looseObject({
  probability: z.number().min(0).max(1),
  basis: z.enum(['model', 'market', 'prior']).default('model'),
  confidence: z.number().min(0).max(1).default(0.5),
  market: z.number().min(0).max(1).nullish(),
  reasoning: z.string().default(''),
  samples: z.array(z.unknown()).default([]),
  evidence: z.array(z.unknown()).default([]),
  usage: z.looseObject({ costUsd: z.number().min(0) }).default({ costUsd: 0 }),
})

type OwnStrategy = (question: ForecastQuestion, context: ForecastContext) => unknown

/**
 * Loads a strategy from one file, TypeScript or JavaScript: its default export, `(question, context) => forecast`.
 * It counts as paid, so it runs for payable events only, unless the file says `export const paid = false`.
 *
 * @throws IgError E_STRATEGY where there is no file, it does not load, or its default export is no function.
 */
export async function loadStrategyModule(path: string): Promise<Strategy> {
  if (!existsSync(path)) {
    throw new IgError({
      code: 'E_STRATEGY',
      message: 'There is no such file of a strategy.',
      values: { path },
      hint: 'Correct --forecaster; `market` and `llm` need no file.',
    })
  }
  resolveOwnPackagesFromSource()
  const module = await load(path)
  const own = module.default
  if (typeof own !== 'function') {
    throw new IgError({
      code: 'E_STRATEGY',
      message: 'The default export of the strategy is no function.',
      values: { path, defaultExport: own === undefined ? 'none' : typeof own },
      hint: 'Write `export default async (question, context) => ({ probability: 0.5 })`.',
    })
  }
  return {
    name: path,
    paid: module.paid !== false,
    forecast: async (question, context) =>
      checked(await (own as OwnStrategy)(question, context), context, path),
  }
}

async function load(path: string): Promise<Record<string, unknown>> {
  try {
    return (await import(pathToFileURL(path).href)) as Record<string, unknown>
  } catch (cause) {
    throw new IgError({
      code: 'E_STRATEGY',
      message: 'The file of the strategy does not load.',
      values: { path, reason: cause instanceof Error ? cause.message : String(cause) },
      hint: 'Run `node` on the file alone to see the whole error; types are stripped, not compiled.',
      cause,
    })
  }
}

function checked(given: unknown, context: ForecastContext, path: string): ForecastResult {
  const forecast = ownForecast.safeParse(given)
  if (!forecast.success) {
    const issue = forecast.error.issues[0]
    throw new IgError({
      code: 'E_STRATEGY_FORECAST',
      message: 'The strategy returned something that is no forecast.',
      values: { path, at: issue?.path.join('.') || 'result', problem: issue?.message },
      hint: 'Return { probability } with a number from 0 to 1.',
      retryable: true,
    })
  }
  const { market, samples, ...rest } = forecast.data
  return { ...rest, market: market ?? context.market, samples: samples.flatMap(sampleProbability) }
}

/** Samples are plain probabilities, or objects that hold one. */
function sampleProbability(sample: unknown): number[] {
  const value =
    typeof sample === 'object' && sample !== null && 'probability' in sample ? sample.probability : sample
  return typeof value === 'number' && value >= 0 && value <= 1 ? [value] : []
}

let hooked = false

/** A strategy inside this repository may import `@ig/...`, whose libraries need not have been built. */
function resolveOwnPackagesFromSource(): void {
  if (hooked) return
  hooked = true
  registerHooks({
    resolve: (specifier, context, next) =>
      next(
        specifier,
        specifier.startsWith('@ig/')
          ? { ...context, conditions: [...context.conditions, '@ig/source'] }
          : context,
      ),
  })
}
