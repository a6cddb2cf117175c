import type { Generation } from '@ig/scoring'
import type { ContestReport, GroupScores, MethodScore } from '../backtest/judge-contest.ts'
import type { Facet } from '../backtest/row-facets.ts'
import type { SubnetScore, SubnetScores } from '../backtest/subnet-scores.ts'
import { differenceCells, fixed, intervalText, usd } from './format.ts'
import type { HtmlColumn } from './html.ts'

/** What the fitted methods learnt from. */
export const FITTED_ON = {
  file: 'What is fitted was fitted on the file given by --fit alone.',
  'cross-validation': 'What is fitted was cross-validated by question.',
  nothing: 'Nothing was fitted here.',
} as const

/** What a way to group rows is called. */
export const FACET_TITLES: Readonly<Record<Facet, string>> = {
  source: 'By venue',
  category: 'By category',
  marketType: 'By type of market',
  horizon: 'By time to cutoff',
  dateIndex: 'By date of the forecast',
}

/** What a generation of the subnet's rules is called. */
export const GENERATION_TITLES: Readonly<Record<Generation, string>> = {
  seed: 'June 2024: moving average of 1 - Brier',
  axon: 'axon era (v1.5.5): peer score',
  marketRelative: 'today: relative to the market',
}

export interface NamedScore extends MethodScore {
  readonly name: string
}

/** Every method, the best first. */
export function ranked({ methods }: ContestReport): NamedScore[] {
  return Object.entries(methods)
    .map(([name, score]) => ({ name, ...score }))
    .toSorted((a, b) => a.brier - b.brier)
}

/** The columns of the table of methods: on a page, in a terminal and in a file the same figures. */
export function scoreColumns({
  market,
  paper,
  first,
  differences,
  methods,
}: ContestReport): HtmlColumn<NamedScore>[] {
  const hasCost = Object.values(methods).some(({ costUsd }) => (costUsd ?? 0) > 0)
  const against = (other: string | null): HtmlColumn<NamedScore>[] =>
    other === null
      ? []
      : [
          {
            head: `to ${other}`,
            about: `Brier score less that of ${other} on the same forecasts, with the 95 % interval by paired bootstrap over questions; below 0 is better`,
            ...differenceCells(({ name }: NamedScore) => differences[name]?.[other]),
          },
        ]
  return [
    { head: 'method', cell: ({ name }) => name },
    { head: 'n', about: 'forecasts', cell: ({ n }) => String(n) },
    {
      head: 'Brier',
      about: '0 is perfect, 0.25 is one half always',
      cell: ({ brier }) => brier.toFixed(5),
      below: ({ brierInterval }) => intervalText(brierInterval),
    },
    ...against(market),
    ...against(first ?? paper),
    ...(hasCost
      ? [
          {
            head: 'USD each',
            about: 'US dollars a forecast',
            cell: (one: NamedScore) => usd(one.costUsdPerForecast),
          },
          {
            head: 'gain/USD',
            about: 'by how much all Brier scores together are better than by one half always, for a dollar',
            cell: (one: NamedScore) => fixed(one.brierGainPerUsd, 1),
          },
        ]
      : []),
    { head: 'skill', about: '1 - Brier / that of the base rate', cell: ({ skill }) => fixed(skill, 3) },
    {
      head: 'log score',
      about: 'mean ln of the probability of what came true',
      cell: (one) => fixed(one.logScore, 4),
    },
    {
      head: 'calibration',
      about: 'RMS difference of what was said and what came true, ten groups',
      cell: (one) => fixed(one.calibrationRms, 4),
    },
    {
      head: 'sharpness',
      about: '0: always one half, 1: always certain',
      cell: (one) => fixed(one.sharpness, 3),
    },
  ]
}

/** The columns of a table of groups: the drawn methods' scores, and the first one's difference to the market. */
export function groupColumns(
  names: readonly string[],
  { market, subjects }: ContestReport,
): HtmlColumn<GroupScores>[] {
  const subject = subjects[0]
  return [
    { head: 'group', cell: ({ value }) => value },
    { head: 'n', cell: ({ n }) => String(n) },
    { head: 'questions', cell: ({ questions }) => String(questions) },
    ...names.map((name) => ({
      head: name,
      cell: ({ methods }: GroupScores) => fixed(methods[name]?.brier, 4),
    })),
    ...(market === null || subject === undefined
      ? []
      : [
          {
            head: `${subject} to ${market}`,
            ...differenceCells(({ methods }: GroupScores) => methods[subject]?.toMarket),
          },
        ]),
  ]
}

interface SubnetRow {
  readonly generation: Generation
  readonly name: string
  readonly score: SubnetScore
}

/** Generation by generation, the best paid first. */
export function subnetRows({ generations }: SubnetScores): SubnetRow[] {
  return (Object.entries(generations) as [Generation, Readonly<Record<string, SubnetScore>>][]).flatMap(
    ([generation, methods]) =>
      Object.entries(methods)
        .map(([name, score]) => ({ generation, name, score }))
        .toSorted((a, b) => b.score.share.mean - a.score.share.mean),
  )
}

/** The columns of the table of what a subnet would have paid. */
export const subnetColumns: readonly HtmlColumn<SubnetRow>[] = [
  { head: 'rules', cell: ({ generation }) => generation },
  { head: 'method', isText: true, cell: ({ name }) => name },
  {
    head: 'share, %',
    about: 'of the emission; the mean of all seasons, and the 5th to the 95th percentile',
    cell: ({ score }) => (score.share.mean * 100).toFixed(2),
    below: ({ score: { share } }) => `${(share.low * 100).toFixed(2)} to ${(share.high * 100).toFixed(2)}`,
  },
  {
    head: 'rank',
    about: '1 is the best',
    cell: ({ score }) => score.rank.mean.toFixed(1),
    below: ({ score: { rank } }) => `${rank.low} to ${rank.high}`,
  },
  {
    head: 'score',
    about: 'what the rules rank by: higher is better for seed and axon, lower for marketRelative',
    cell: ({ score }) => score.score.mean.toFixed(4),
    below: ({ score: { score } }) => `${score.low.toFixed(4)} to ${score.high.toFixed(4)}`,
  },
]
