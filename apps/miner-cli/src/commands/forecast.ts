import { IgError } from '@ig/errors'
import { createBudget, type Forecast, type Question } from '@ig/forecaster'
import { createLog } from '../output/create-log.ts'
import { escapeControl } from '../output/escape-control.ts'
import { EXIT } from '../output/exit-code.ts'
import { chooseForecaster } from '../strategy/choose-forecaster.ts'
import { openForecaster } from '../strategy/open-forecaster.ts'
import type { CommandContext, RunCommand } from './command-list.ts'

/** Makes one forecast and prints it; exit 0 only with a probability. */
export const run: RunCommand = async (context) => {
  const { settings, json, terminal, redact } = context
  const question = readQuestion(context)
  const log = createLog(settings, redact, terminal.stderr)
  process.once('SIGINT', () => process.exit(EXIT.interrupted))
  const onWarning = (warning: IgError) => log.warn({ code: warning.code }, warning.message)
  const chosen = await chooseForecaster(settings, { command: 'forecast', onWarning })
  if (chosen === null) {
    log.info(
      'Without a model this is the prior: set OPENAI_API_KEY or OPENAI_BASE_URL, or name a --forecaster.',
    )
  }
  const { forecaster } = chosen ?? { forecaster: openForecaster(settings, { withModel: false, onWarning }) }
  const { reserve } = createBudget({ capUsd: settings['budget.max_cost_usd'] })
  const deadlineMs = settings['forecast.deadline_seconds'] * 1000
  const signal = AbortSignal.timeout(deadlineMs + GRACE_MS)
  const forecast = await forecaster
    .invoke(question, { signal, configurable: { reserve } })
    .catch((error: unknown) => {
      throw signal.aborted ? tooLate(deadlineMs, error) : error
    })
  terminal.stdout.write(
    json ? `${JSON.stringify({ schemaVersion: 1, ...forecast })}\n` : `${forecastText(forecast)}\n`,
  )
  return EXIT.ok
}

/** A forecaster that keeps its deadline makes a forecast of what it has by then. */
const GRACE_MS = 5_000

function tooLate(deadlineMs: number, cause: unknown): IgError {
  return new IgError({
    code: 'E_DEADLINE',
    message: 'The forecast was not made in time.',
    values: { deadlineSeconds: deadlineMs / 1000 },
    hint: 'Give it more with --deadline-seconds.',
    cause,
    retryable: true,
  })
}

function readQuestion({ words, flags }: CommandContext): Question {
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

function forecastText({ question, probability, basis, confidence, reasoning, usage }: Forecast): string {
  return [
    `${(probability * 100).toFixed(1)} %  ${escapeControl(question)}`,
    `basis ${basis}, confidence ${confidence.toFixed(2)}, cost ${usage.costUsd.toFixed(4)} USD`,
    ...reasoning.split('\n').map(escapeControl),
  ].join('\n')
}
