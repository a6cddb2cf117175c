import type { PriceCalibration } from '@ig/markets'
import { type BacktestFlags, readBacktestFlags } from '../backtest/backtest-flags.ts'
import { judgeBacktest } from '../backtest/backtest-report.ts'
import type { Contest } from '../backtest/contest.ts'
import { readContestants } from '../backtest/contestants.ts'
import { comparedContest, forecastContest } from '../backtest/forecasts-contest.ts'
import { predictionRow } from '../backtest/prediction-row.ts'
import { marketContest, predictionsContest } from '../backtest/predictions-contest.ts'
import { type QuestionRow, questionRow } from '../backtest/question-row.ts'
import { readRows } from '../backtest/read-rows.ts'
import { type ContestantsRun, startContestants } from '../backtest/run-contestants.ts'
import { untilEnded } from '../backtest/until-ended.ts'
import { usageText } from '../backtest/usage-text.ts'
import { parametersInUse } from '../fit/fit-in-use.ts'
import { createLog } from '../output/create-log.ts'
import { EXIT } from '../output/exit-code.ts'
import { jsonLine } from '../output/json-line.ts'
import { printWidth } from '../output/print-width.ts'
import { createWorkScreen } from '../output/work-screen.ts'
import { scoresCsv } from '../report/report-csv.ts'
import { reportText } from '../report/report-text.ts'
import type { CommandContext, RunCommand } from './command.ts'

/** Judges stored predictions, the market's price, or forecasters themselves against what came true. */
export const run: RunCommand = async (context) => {
  const flags = readBacktestFlags(context)
  const { predictions, questions, fit } = flags
  if (flags.isDemo) {
    // Loaded here alone: most of it are recorded answers.
    const { openDemo } = await import('../demo/open-demo.ts')
    using demo = openDemo(context.settings)
    return await runForecasters(demo.rows, flags, { ...context, settings: demo.settings })
  }
  if (predictions !== null) {
    const fitRows = fit === null ? null : readRows(fit, predictionRow)
    const contest = predictionsContest(readRows(predictions, predictionRow), fitRows)
    await show(context, flags, { contest, title: 'Backtest of stored predictions' })
    return EXIT.ok
  }
  const rows = readRows(questions ?? '', questionRow)
  if (context.settings.forecaster !== 'market' || flags.compare !== null) {
    return runForecasters(rows, flags, context)
  }
  const fitRows = fit === null ? null : readRows(fit, questionRow)
  const contest = marketContest(rows, fitRows, parametersInUse(context.settings).prices)
  await show(context, flags, { contest, title: 'Backtest of market prices' })
  return EXIT.ok
}

/** Exit 1 where questions are left without a forecast. */
async function runForecasters(
  rows: readonly QuestionRow[],
  flags: BacktestFlags,
  context: CommandContext,
): Promise<number> {
  const { settings, redact, terminal } = context
  const { fit, compare, out } = flags
  const fitRows = fit === null ? null : readRows(fit, predictionRow)
  const screen = createWorkScreen(terminal.stderr)
  const log = createLog(settings, redact, screen.above)
  const contestants = readContestants(compare, settings)
  const of = rows.length * contestants.length
  const run = await screen.show('Forecasting', (report) => {
    const told = screen.isShown ? report : null
    const started = startContestants(rows, { ...flags, contestants, settings, log, report: told })
    return untilEnded(started, { of, out, cacheDir: settings['cache.dir'], log })
  })
  if (run === null) return EXIT.interrupted
  const { results, failed, wallSeconds, usage } = run
  const { prices } = parametersInUse(settings)
  const contest =
    compare === null
      ? forecastContest(results[0]?.forecasts ?? [], fitRows, prices)
      : compared(rows, run, prices)
  const byForecaster = Object.fromEntries(
    results.map((one) => [one.label, { failed: one.failed, wallSeconds: one.wallSeconds, usage: one.usage }]),
  )
  const more = { failed, wallSeconds, usage, ...(compare !== null && { forecasters: byForecaster }) }
  const title = compare === null ? 'Backtest of a forecaster' : 'Backtest of forecasters side by side'
  await show(context, flags, { contest, title, more, text: usageText(usage, wallSeconds) })
  const made = results.reduce((sum, { forecasts }) => sum + forecasts.length, 0)
  if (made === of) return EXIT.ok
  log.warn({ of, failed }, 'questions are left without a forecast; the figures are of the others')
  return EXIT.failed
}

/** Questions that no forecaster has answered are left out. */
function compared(
  rows: readonly QuestionRow[],
  { results }: ContestantsRun,
  inUse: PriceCalibration,
): Contest {
  const answered = new Set(results.flatMap(({ forecasts }) => forecasts.map(({ row }) => row)))
  return comparedContest(
    rows.filter((row) => answered.has(row)),
    results.map(({ label, forecasts }) => ({ label: label ?? 'forecast', forecasts })),
    inUse,
  )
}

/** Judges and prints, and writes the report where a folder is named; only then are the plots' libraries loaded. */
async function show(
  { json, terminal, env }: CommandContext,
  { out, draws, csv }: BacktestFlags,
  shown: {
    readonly contest: Contest
    readonly title: string
    readonly more?: Readonly<Record<string, unknown>>
    readonly text?: string
  },
): Promise<void> {
  const { contest, title, more = {}, text = '' } = shown
  const report = judgeBacktest(contest, draws)
  const line = jsonLine({ ...report, ...more })
  if (out !== null) {
    const { writeReport } = await import('../report/write-report.ts')
    writeReport(out, { title, contest, report }, line)
  }
  if (json) terminal.stdout.write(line)
  else if (csv) terminal.stdout.write(scoresCsv(report))
  else terminal.stdout.write(reportText(report, printWidth(terminal.stdout, env)) + text)
  if (out !== null && !json && !csv) terminal.stdout.write(`The report is ${out}/index.html.\n`)
}
