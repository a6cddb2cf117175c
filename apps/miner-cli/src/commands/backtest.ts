import { IgError } from '@ig/errors'
import { forecastQuestions } from '../backtest/forecast-questions.ts'
import { openForecastsFile } from '../backtest/forecasts-file.ts'
import { judgeForecasts } from '../backtest/judge-forecasts.ts'
import { type Judgement, judgeMethods } from '../backtest/judge-methods.ts'
import { judgementText } from '../backtest/judgement-text.ts'
import { marketMethods } from '../backtest/market-methods.ts'
import { predictionMethods } from '../backtest/prediction-methods.ts'
import { predictionRow } from '../backtest/prediction-row.ts'
import { questionRow } from '../backtest/question-row.ts'
import { readRows } from '../backtest/read-rows.ts'
import { usageText } from '../backtest/usage-text.ts'
import { writeReport } from '../backtest/write-report.ts'
import { createLog } from '../output/create-log.ts'
import { EXIT } from '../output/exit-code.ts'
import type { CommandContext, RunCommand } from './command-list.ts'

/** Judges stored predictions, the market's price, or the forecaster itself against what came true. */
export const run: RunCommand = async (context) => {
  const { flags, settings } = context
  const predictions = flags.get('predictions')
  const questions = flags.get('questions')
  if (typeof predictions === 'string' && questions === undefined) {
    print(context, judgePredictions(predictions, flags.get('fit')))
    return EXIT.ok
  }
  if (typeof questions === 'string' && predictions === undefined) {
    if (settings.forecaster !== 'market') return runForecaster(questions, context)
    print(context, judgeMarket(questions, flags.get('fit')))
    return EXIT.ok
  }
  throw new IgError({
    code: 'E_ARGUMENT',
    message: 'A backtest takes one file: stored predictions, or questions.',
    values: { predictions, questions },
    hint: 'Give --predictions FILE or --questions FILE, and --fit FILE for what is to be fitted.',
  })
}

type Flag = string | boolean | undefined

function judgePredictions(file: string, fit: Flag): Judgement {
  const fitRows = typeof fit === 'string' ? readRows(fit, predictionRow) : null
  return judgeMethods(predictionMethods, readRows(file, predictionRow), fitRows)
}

function judgeMarket(file: string, fit: Flag): Judgement {
  const fitRows = typeof fit === 'string' ? readRows(fit, questionRow) : null
  return judgeMethods(marketMethods({ isFitted: fitRows !== null }), readRows(file, questionRow), fitRows)
}

/** Exit 1 where questions are left without a forecast. */
async function runForecaster(questions: string, context: CommandContext): Promise<number> {
  const { flags, settings, redact, terminal } = context
  process.once('SIGINT', () => process.exit(EXIT.interrupted))
  const rows = readRows(questions, questionRow)
  const fit = flags.get('fit')
  const fitRows = typeof fit === 'string' ? readRows(fit, predictionRow) : null
  const out = flags.get('out')
  const log = createLog(settings, redact, terminal.stderr)
  const { forecasts, failed, usage, wallSeconds } = await forecastQuestions(rows, {
    settings,
    concurrency: readConcurrency(flags.get('concurrency')),
    isOffline: flags.get('offline') === true,
    file: typeof out === 'string' ? openForecastsFile(out, { resume: flags.get('resume') === true }) : null,
    log,
  })
  const judgement = judgeForecasts(forecasts, fitRows)
  const report = { ...judgement, failed, wallSeconds, usage }
  if (typeof out === 'string') writeReport(out, report, forecasts)
  print(context, report, usageText(usage, wallSeconds))
  if (forecasts.length === rows.length) return EXIT.ok
  log.warn(
    { of: rows.length, failed },
    'questions are left without a forecast; the figures are of the others',
  )
  return EXIT.failed
}

function readConcurrency(flag: Flag): number {
  const concurrency = Number(flag ?? DEFAULT_CONCURRENCY)
  if (Number.isInteger(concurrency) && concurrency >= 1 && concurrency <= 1_000) return concurrency
  throw new IgError({
    code: 'E_ARGUMENT',
    message: 'The concurrency is not a whole number from 1 to 1000.',
    values: { value: flag },
    hint: 'Give the number of model calls in flight, as in --concurrency 8.',
  })
}

const DEFAULT_CONCURRENCY = 8

function print({ json, terminal }: CommandContext, judgement: Judgement, more = ''): void {
  terminal.stdout.write(
    json ? `${JSON.stringify({ schemaVersion: 1, ...judgement })}\n` : judgementText(judgement) + more,
  )
}
