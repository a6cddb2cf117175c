import { join } from 'node:path'
import { createBudget } from '@ig/forecaster'
import { checkSameRun } from '../backtest/same-run.ts'
import { confirmCost, estimateText } from '../forecastbench/confirm-cost.ts'
import { asForecastSet, coverageOf } from '../forecastbench/forecast-set.ts'
import { readQuestionSet, singleQuestions } from '../forecastbench/question-set.ts'
import { estimateRound } from '../forecastbench/round-estimate.ts'
import { openRoundFile } from '../forecastbench/round-file.ts'
import { roundTasks } from '../forecastbench/round-tasks.ts'
import { readRunFlags } from '../forecastbench/run-flags.ts'
import { startRound } from '../forecastbench/run-round.ts'
import { createLog } from '../output/create-log.ts'
import { EXIT } from '../output/exit-code.ts'
import { jsonLine } from '../output/json-line.ts'
import { createWorkScreen } from '../output/work-screen.ts'
import { replaceFile } from '../process/replace-file.ts'
import { untilInterrupted } from '../process/until-interrupted.ts'
import { withDeadline } from '../process/with-deadline.ts'
import { createPrompter } from '../prompt/prompter.ts'
import { chooseForecaster } from '../strategy/choose-forecaster.ts'
import { hasModel } from '../strategy/model-choices.ts'
import type { RunCommand } from './command.ts'

/** What calls in flight are given to be answered and kept. */
const DRAIN_MS = 1_500
/** What the benchmark asks for, of each kind. */
const COVERAGE = 0.95

/** Forecasts a round and writes its forecast set: exit 0 with enough of it to be handed in, else 1. */
export const run: RunCommand = async (context) => {
  const { settings: given, json, terminal, stdin, redact } = context
  const flags = readRunFlags(context)
  const screen = createWorkScreen(terminal.stderr)
  const log = createLog(given, redact, screen.above)
  const set = readQuestionSet(flags.questions)
  const { single, combinations } = singleQuestions(set)
  const asked = single.slice(0, flags.limit)
  const { forecast_due_date: dueDate, question_set: questionSet } = set
  const tasks = roundTasks(asked, { dueDate, datesAsked: flags.dates, nowMs: Date.now() })
  const cacheDir = given['cache.dir'] ?? join(flags.out, 'cache')
  const settings = { ...given, 'cache.dir': cacheDir }
  const capUsd = settings['budget.max_cost_usd']
  // What cannot be asked at all is no round; what it would cost may be asked without a key.
  if (!flags.estimateOnly) await chooseForecaster(settings, { command: 'forecast', onWarning: () => {} })
  const usesModel = settings.forecaster === 'llm' || (settings.forecaster === 'auto' && hasModel(settings))

  const isFresh = flags.estimateOnly && !flags.resume
  const file = isFresh ? null : openRoundFile(flags.out, { questionSet, resume: flags.resume })
  const left = tasks.filter(({ key }) => !file?.made.has(key)).length
  const hasNews = settings['news.providers']?.includes('none') !== true
  const estimate = estimateRound(settings, left, {
    usesModel,
    hasNews,
    made: [...(file?.made.values() ?? [])].filter(({ basis }) => basis === 'model'),
  })
  terminal.stderr.write(`${estimateText(estimate, capUsd)}\n`)
  if (file === null || flags.estimateOnly) {
    if (json) terminal.stdout.write(jsonLine({ questionSet, combinations, estimate, capUsd }))
    return EXIT.ok
  }
  if (!usesModel && settings.forecaster === 'auto') {
    log.warn(
      'No model is configured: market questions get the price for what it is worth, all others the prior.',
    )
  }
  checkSameRun(
    flags.out,
    { contestants: [{ label: null, settings }], isOffline: false },
    { resume: flags.resume },
  )
  await confirmCost(estimate, { capUsd, yes: flags.yes, prompter: createPrompter({ terminal, stdin }) })

  const { reserve } = createBudget({ capUsd })
  using signals = untilInterrupted()
  const failed = await screen.show('Forecasting', async (report) => {
    const told = screen.isShown ? report : null
    const job = { settings, concurrency: flags.concurrency, reserve, file, log, report: told }
    const started = startRound(tasks, job)
    const first = await Promise.race([started.ended, signals.interrupted])
    if (first !== 'interrupted') return first
    started.interruption.stop()
    await withDeadline(
      started.ended.then(
        () => {},
        () => {},
      ),
      DRAIN_MS,
    )
    return first
  })
  if (failed === 'interrupted') {
    log.warn(
      { done: file.made.size, of: tasks.length },
      'interrupted; the same command with --resume goes on',
    )
    return EXIT.interrupted
  }

  const { entrant } = flags
  const forecasts = asForecastSet(asked, { made: file.made, entrant, dueDate, questionSet })
  const path = join(flags.out, `${dueDate}.${entrant.organization}.${flags.number}.json`)
  replaceFile(path, redact(`${JSON.stringify(forecasts, null, 2)}\n`))
  const coverage = coverageOf(single, forecasts)
  const costUsd = [...file.made.values()].reduce((sum, one) => sum + one.costUsd, 0)
  const isEnough = [coverage.market, coverage.dataset].every((share) => share === null || share >= COVERAGE)
  const report = {
    questionSet,
    questions: single.length,
    combinations,
    forecasts: forecasts.forecasts.length,
    made: file.made.size,
    failed,
    coverage,
    costUsd,
    file: path,
  }
  if (json) terminal.stdout.write(jsonLine(report))
  else terminal.stdout.write(`${path}\n`)
  const percent = (share: number | null) => (share === null ? 'none' : `${(100 * share).toFixed(1)} %`)
  const of = `market ${percent(coverage.market)}, dataset ${percent(coverage.dataset)} of the questions`
  terminal.stderr.write(`${forecasts.forecasts.length} rows: ${of}; ${costUsd.toFixed(4)} USD in all\n`)
  if (isEnough) return EXIT.ok
  log.warn(
    { failed },
    'the benchmark takes 95 % of each kind at least; --resume goes on with what is missing',
  )
  return EXIT.failed
}
