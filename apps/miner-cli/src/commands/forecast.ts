import type { IgError } from '@ig/errors'
import { createBudget } from '@ig/forecaster'
import { forecastText } from '../forecast/forecast-text.ts'
import { makeForecast } from '../forecast/make-forecast.ts'
import { readQuestion } from '../forecast/read-question.ts'
import { aboveProgress, showProgress } from '../forecast/show-progress.ts'
import { createLog } from '../output/create-log.ts'
import { EXIT } from '../output/exit-code.ts'
import { jsonLine } from '../output/json-line.ts'
import { printWidth } from '../output/print-width.ts'
import { openSources } from '../sources/open-sources.ts'
import { chooseForecaster } from '../strategy/choose-forecaster.ts'
import { forecasterWithoutModel } from '../strategy/without-model.ts'
import type { RunCommand } from './command.ts'

/** Makes one forecast and prints it; exit 0 only with a probability. */
export const run: RunCommand = async (context) => {
  const { settings, json, terminal, redact } = context
  const question = readQuestion(context)
  const log = createLog(settings, redact, aboveProgress(terminal.stderr))
  const onWarning = (warning: IgError) => log.warn({ code: warning.code }, warning.message)
  await using cleanup = new AsyncDisposableStack()
  const interrupt = () => process.exit(EXIT.interrupted)
  process.once('SIGINT', interrupt)
  cleanup.defer(() => void process.off('SIGINT', interrupt))
  const sources = await openSources(settings, { onWarning })
  cleanup.defer(sources.close)
  const { market, news, embed, caches } = sources
  const given = { market, news, embed, cache: caches?.models, onWarning }
  const named = await chooseForecaster(settings, { command: 'forecast', ...given })
  const chosen = named ?? forecasterWithoutModel(settings, given)
  const progress = showProgress(terminal.stderr, { log, json })
  cleanup.defer(progress.end)
  const { reserve } = createBudget({ capUsd: settings['budget.max_cost_usd'] })
  const { forecast, isReplayed } = await makeForecast(question, {
    settings,
    chosen,
    records: caches?.forecasts ?? null,
    configurable: { reserve, onStage: progress.onStage },
    nowMs: Date.now,
  })
  progress.end()
  if (isReplayed) log.info({ cache: settings['cache.dir'] }, 'this forecast was kept by an earlier run')
  if (named === null && forecast.basis === 'prior') {
    log.info(
      'No model is configured and no market asks this: set OPENAI_API_KEY or OPENAI_BASE_URL, or name a --forecaster.',
    )
  }
  terminal.stdout.write(
    json
      ? jsonLine({ ...forecast })
      : forecastText(forecast, printWidth(context.terminal.stdout, context.env)),
  )
  return EXIT.ok
}
