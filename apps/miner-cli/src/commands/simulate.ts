import { IgError } from '@ig/errors'
import { createReportPolicy, type Strategy } from '@ig/miner'
import { createLog } from '../output/create-log.ts'
import { engineLog } from '../output/engine-log.ts'
import { EXIT } from '../output/exit-code.ts'
import { jsonLine } from '../output/json-line.ts'
import { printWidth } from '../output/print-width.ts'
import { createWorkScreen } from '../output/work-screen.ts'
import { endOnInterrupt } from '../simulate/end-on-interrupt.ts'
import { defaultField, parseField } from '../simulate/field/field-mix.ts'
import { comparePolicies } from '../simulate/policies/compare-policies.ts'
import { policiesText } from '../simulate/policies/policies-text.ts'
import { readCount, readText } from '../simulate/read-flags.ts'
import { fieldAsStrategy, RUNNABLE } from '../simulate/season/field-as-strategy.ts'
import type { SeasonPlan } from '../simulate/season/plan-season.ts'
import { type PreparedSeason, prepareSeason, runSeason } from '../simulate/season/run-season.ts'
import type { SeasonReport } from '../simulate/season/season-report.ts'
import { seasonText } from '../simulate/season/season-text.ts'
import { asStrategy } from '../strategy/as-strategy.ts'
import { chooseForecaster } from '../strategy/choose-forecaster.ts'
import type { CommandContext, RunCommand } from './command.ts'

/**
 * Plays a season of simulated events with the miner's own engine and axon among simulated others, and prints where it
 * ends. The same seed prints the same bytes. Exit 1 where a request was left without an answer.
 */
export const run: RunCommand = async (context) => {
  const { flags, settings, json, terminal, redact } = context
  const { options, validators, field, as } = readSeasonFlags(flags)
  const screen = createWorkScreen(terminal.stderr)
  const log = createLog(settings, redact, screen.above)

  const startedAt = performance.now()
  const season = prepareSeason(options, field)
  const preparedAt = performance.now()
  // Until here nothing but the signal itself could end it: a listener waits for its turn.
  using _interrupt = endOnInterrupt()
  const strategy = await chooseStrategy(context, as, season.plan)
  const played = await screen.show('Playing the season', (report) =>
    play(context, season, {
      strategy,
      concurrency: settings['forecast.concurrency'],
      deadlineMs: settings['forecast.deadline_seconds'] * 1000,
      capUsd: settings['budget.max_cost_usd'],
      log: engineLog(log),
      validators,
      onPolicy: (policy) => (screen.isShown ? report(policy) : log.info({ policy }, 'playing the season')),
    }),
  )
  // Real time differs from run to run, so it is printed only where it is asked for.
  const timings = flags.get('timings') === true && {
    timingsMs: { field: preparedAt - startedAt, play: performance.now() - preparedAt },
  }
  terminal.stdout.write(json ? jsonLine({ ...played.fields, ...timings }) : played.text)
  return played.isAnswered ? EXIT.ok : EXIT.failed
}

function readSeasonFlags(flags: CommandContext['flags']) {
  const options = {
    seed: readCount(flags, 'seed', { least: 0, most: 2 ** 32 - 1, absent: 1 }),
    events: readCount(flags, 'events', { least: 1, most: 10_000, absent: 100 }),
    days: readCount(flags, 'days', { least: 1, most: 365, absent: 14 }),
    pollMs: readCount(flags, 'poll-minutes', { least: 3, most: 240, absent: 60 }) * 60_000,
  }
  const miners = readCount(flags, 'miners', { least: 2, most: 4_096, absent: 256 })
  const field = readText(flags, 'field')
  return {
    options,
    validators: readCount(flags, 'validators', { least: 1, most: 64, absent: 2 }),
    field: field === null ? defaultField(miners - 1) : parseField(field),
    as: readAs(flags),
  }
}

interface Played {
  readonly fields: Readonly<Record<string, unknown>>
  readonly text: string
  readonly isAnswered: boolean
}

/** Once, by the policy that is set, or once for each policy. */
async function play(
  { flags, settings, terminal, env }: CommandContext,
  season: PreparedSeason,
  options: Parameters<typeof comparePolicies>[1],
): Promise<Played> {
  const maxWidth = printWidth(terminal.stdout, env)
  if (flags.get('policies') === true) {
    const results = await comparePolicies(season, options)
    const policies = results.map(({ policy, report: { season: _, field: others, ...own } }) => ({
      policy,
      ...own,
    }))
    return {
      fields: { season: results[0]?.report.season, policies },
      text: policiesText(results, maxWidth),
      isAnswered: results.every(({ report }) => isAnswered(report)),
    }
  }
  const policy = settings['report.policy']
  const report = await runSeason(season, {
    ...options,
    report: ({ store }) => createReportPolicy(policy, { recentOutcomes: store.recentOutcomes }),
  })
  return { fields: { ...report }, text: seasonText(report, maxWidth), isAnswered: isAnswered(report) }
}

function isAnswered({ requests }: SeasonReport): boolean {
  return requests.sent === (requests.byStatus['200'] ?? 0)
}

/** A simulated event is worth no money, so a model is asked only where it is named. */
async function chooseStrategy(
  { settings, terminal, redact }: CommandContext,
  as: (typeof RUNNABLE)[number] | null,
  plan: SeasonPlan,
): Promise<Strategy | null> {
  if (as !== null) return fieldAsStrategy(plan, as)
  if (settings.forecaster === 'auto') return null
  const log = createLog(settings, redact, terminal.stderr)
  const chosen = await chooseForecaster(settings, {
    command: 'start',
    onWarning: (warning) => log.warn({ code: warning.code }, warning.message),
  })
  return chosen && asStrategy(chosen)
}

function readAs(flags: CommandContext['flags']): (typeof RUNNABLE)[number] | null {
  const as = readText(flags, 'as')
  const name = RUNNABLE.find((one) => one === as)
  if (as === null || name !== undefined) return name ?? null
  throw new IgError({
    code: 'E_ARGUMENT',
    message: 'The miner under test cannot play this strategy of the field.',
    values: { as },
    hint: `Choose one of ${RUNNABLE.join(', ')}, or give --forecaster a file.`,
  })
}
