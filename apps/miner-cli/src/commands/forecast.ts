import { IgError } from '@ig/errors'
import { createBudget, type Forecast, type Question, type Reserve } from '@ig/forecaster'
import type { Strategy } from '@ig/miner'
import { createLog } from '../output/create-log.ts'
import { escapeControl } from '../output/escape-control.ts'
import { EXIT } from '../output/exit-code.ts'
import { chooseStrategy } from '../strategy/choose-strategy.ts'
import { hasModel } from '../strategy/has-model.ts'
import { openForecaster, withPriceHint } from '../strategy/open-forecaster.ts'
import type { CommandContext, RunCommand } from './command-list.ts'

/** Makes one forecast and prints it; exit 0 only with a probability. */
export const run: RunCommand = async (context) => {
  const { settings, json, terminal, redact } = context
  const question = readQuestion(context)
  const log = createLog(settings, redact, terminal.stderr)
  process.once('SIGINT', () => process.exit(EXIT.interrupted))
  const { reserve } = createBudget({ capUsd: settings['budget.max_cost_usd'] })
  const strategy = await chooseStrategy(settings, 'forecast')
  let forecast: Forecast
  if (strategy !== null && strategy.name !== 'llm') {
    forecast = await forecastByOwn(strategy, question, reserve, settings['forecast.deadline_seconds'] * 1000)
  } else {
    if (strategy === null && !hasModel(settings)) {
      log.info(
        'No model is configured, so this is the prior: set OPENAI_API_KEY or OPENAI_BASE_URL for a model.',
      )
    }
    const forecaster = openForecaster(settings, {
      withModel: strategy !== null,
      reserve,
      onWarning: (warning) => log.warn({ code: warning.code }, warning.message),
    })
    forecast = await forecaster.invoke(question).catch((error: unknown) => {
      throw withPriceHint(error)
    })
  }
  terminal.stdout.write(
    json ? `${JSON.stringify({ schemaVersion: 1, ...forecast })}\n` : `${forecastText(forecast)}\n`,
  )
  return EXIT.ok
}

function readQuestion({ words, flags }: CommandContext): Question & { readonly asOf: Date } {
  const [question, ...more] = words
  if (question === undefined || question.trim() === '' || more.length > 0) {
    throw new IgError({
      code: 'E_ARGUMENT',
      message: 'The command needs one question, in quotes.',
      values: { words: words.length },
      hint: 'Run `pnpm miner forecast "Will it rain in Oslo tomorrow?"`.',
    })
  }
  const cutoff = readDate(flags.get('cutoff'), '--cutoff')
  const background = flags.get('background')
  return {
    question,
    asOf: readDate(flags.get('as-of'), '--as-of') ?? new Date(),
    ...(cutoff && { cutoff }),
    ...(typeof background === 'string' && { background }),
  }
}

/** A day, or a time of ISO 8601; without a zone it is UTC. */
function readDate(text: string | boolean | undefined, flag: string): Date | undefined {
  if (text === undefined) return undefined
  const iso = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?$/.exec(
    String(text),
  )
  const date = iso ? new Date(`${iso[1]}T${iso[2] ?? '00:00'}${iso[3] ?? 'Z'}`) : null
  // A day that is none, such as 30 February, rolls over to another one.
  const isReal =
    date !== null &&
    !Number.isNaN(date.getTime()) &&
    new Date(`${iso?.[1]}T00:00Z`).toISOString().startsWith(iso?.[1] ?? '-')
  if (isReal) return date
  throw new IgError({
    code: 'E_ARGUMENT',
    message: `The date of ${flag} cannot be read.`,
    values: { value: text },
    hint: 'Write a day as 2026-03-31, or a time as 2026-03-31T18:00Z.',
  })
}

async function forecastByOwn(
  strategy: Strategy,
  question: Question & { readonly asOf: Date },
  reserve: Reserve,
  deadlineMs: number,
): Promise<Forecast> {
  const startedAtMs = performance.now()
  const { question: text, background, cutoff, asOf } = question
  const result = await strategy.forecast(
    { id: 'command-line', question: text, ...(background && { background }), ...(cutoff && { cutoff }) },
    { asOf, earlier: null, market: null, signal: AbortSignal.timeout(deadlineMs), reserve },
  )
  const nothing = { llmCalls: 0, inputTokens: 0, outputTokens: 0, newsCalls: 0, byRole: {} }
  return {
    question: text,
    asOf: asOf.toISOString(),
    probability: result.probability,
    basis: result.basis,
    confidence: result.confidence,
    market: result.market,
    reasoning: result.reasoning,
    samples: result.samples.map((probability, index) => ({
      probability,
      reasoning: '',
      model: strategy.name,
      seed: index + 1,
    })),
    evidence: result.evidence as Forecast['evidence'],
    usage: { ...nothing, ...result.usage },
    models: {},
    timingsMs: { total: Math.round(performance.now() - startedAtMs) },
  }
}

function forecastText({ question, probability, basis, confidence, reasoning, usage }: Forecast): string {
  return [
    `${(probability * 100).toFixed(1)} %  ${escapeControl(question)}`,
    `basis ${basis}, confidence ${confidence.toFixed(2)}, cost ${usage.costUsd.toFixed(4)} USD`,
    ...reasoning.split('\n').map(escapeControl),
  ].join('\n')
}
