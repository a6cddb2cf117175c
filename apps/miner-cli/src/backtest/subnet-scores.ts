import {
  type Generation,
  INTERVAL_EPOCH_MS,
  INTERVAL_MS,
  type Random,
  type SeasonEvent,
  scoreSeason,
  seededRandom,
} from '@ig/scoring'
import { defaultField, type FieldGroup, fieldIds } from '../simulate/field/field-mix.ts'
import { playField } from '../simulate/field/play-field.ts'
import type { Contest } from './contest.ts'
import { type PricedQuestion, pricedQuestions } from './priced-questions.ts'

/** What lies between the 5th and the 95th percentile of the seasons, and their mean. */
export interface Spread {
  readonly mean: number
  readonly low: number
  readonly high: number
}

/** Where one way to forecast ends among a field of simple forecasters. */
export interface SubnetScore {
  /** What the generation ranks by: for `seed` and `axon` higher is better, for `marketRelative` lower. */
  readonly score: Spread
  /** Of the emission, 0 to 1. */
  readonly share: Spread
  /** 1 is the best of field and forecaster. */
  readonly rank: Spread
}

/** What a miner would have earned with the forecasts of a backtest. */
export interface SubnetScores {
  readonly field: readonly FieldGroup[]
  /** Those of the field and the one who is judged. */
  readonly forecasters: number
  readonly seasons: number
  readonly eventsPerSeason: number
  /** By generation and method. */
  readonly generations: Readonly<Record<Generation, Readonly<Record<string, SubnetScore>>>>
}

const GENERATIONS: readonly Generation[] = ['seed', 'axon', 'marketRelative']
const FIELD_SIZE = 63
const SEASONS = 20
/** As many as the axon era's rewards look back on. */
const EVENTS = 150
/** A season's events begin over this many intervals, so that today's window of seven days holds them all. */
const SPREAD_INTERVALS = 34
const START_MS = INTERVAL_EPOCH_MS + 366 * 24 * 3_600_000
const LONG_BEFORE_MS = START_MS - 30 * 24 * 3_600_000

/**
 * Plays seasons of questions drawn with replacement among a field of simple forecasters, in which each method in turn is
 * one miner, and scores them by each generation's rules. Each time that a question was forecast stands for one
 * interval of four hours. Null without a market's price, which the field lives on. The same seed gives the same numbers.
 */
export function subnetScores(
  contest: Contest,
  names: readonly string[],
  { seed, seasons = SEASONS }: { readonly seed: number; readonly seasons?: number },
): SubnetScores | null {
  const questions = pricedQuestions(contest, names)
  if (questions.length === 0 || names.length === 0) return null
  const field = defaultField(FIELD_SIZE)
  const ends = new Map(
    GENERATIONS.map((generation) => [generation, names.map((): SeasonEnd[] => [])] as const),
  )
  const random = seededRandom(seed)
  for (let season = 0; season < seasons; season++) {
    const events = drawSeason(questions, field, random)
    for (const method of names.keys()) {
      const played = events.map(({ event, question }) => withOwn(event, question.probabilities[method] ?? []))
      for (const generation of GENERATIONS) {
        ends.get(generation)?.[method]?.push(endOf(played, generation))
      }
    }
  }
  const generations = GENERATIONS.map((generation) => {
    const methods = names.map(
      (name, method) => [name, summarise(ends.get(generation)?.[method] ?? [])] as const,
    )
    return [generation, Object.fromEntries(methods)] as const
  })
  return {
    field,
    forecasters: FIELD_SIZE + 1,
    seasons,
    eventsPerSeason: EVENTS,
    generations: Object.fromEntries(generations) as SubnetScores['generations'],
  }
}

interface DrawnEvent {
  readonly event: SeasonEvent
  readonly question: PricedQuestion
}

/** What the field says of each event; the last column is left for the one who is judged. */
function drawSeason(
  questions: readonly PricedQuestion[],
  field: readonly FieldGroup[],
  random: Random,
): DrawnEvent[] {
  const yes = questions.reduce((sum, { outcome }) => sum + outcome, 0)
  const yesShare = (yes + 1) / (questions.length + 2)
  return Array.from({ length: EVENTS }, (_, index) => {
    const question = questions[Math.floor(random() * questions.length)] as PricedQuestion
    const { marketPrices, outcome } = question
    const said = playField({ event: { marketPrices, outcome }, strategies: field, random, yesShare })
    const intervals = marketPrices.length
    const probabilities = new Float64Array(intervals * (FIELD_SIZE + 1)).fill(Number.NaN)
    for (let row = 0; row < intervals; row++) {
      probabilities.set(said.subarray(row * FIELD_SIZE, (row + 1) * FIELD_SIZE), row * (FIELD_SIZE + 1))
    }
    const registeredAtMs = START_MS + Math.floor((index * SPREAD_INTERVALS) / EVENTS) * INTERVAL_MS
    const endsAtMs = registeredAtMs + intervals * INTERVAL_MS
    return {
      question,
      event: {
        registeredAtMs,
        cutoffMs: endsAtMs,
        resolvedAtMs: endsAtMs,
        outcome,
        probabilities,
        marketPrices,
      },
    }
  })
}

function withOwn(event: SeasonEvent, own: readonly (number | null)[]): SeasonEvent {
  const probabilities = event.probabilities.slice()
  for (const [row, probability] of own.entries()) {
    probabilities[row * (FIELD_SIZE + 1) + FIELD_SIZE] = probability ?? Number.NaN
  }
  return { ...event, probabilities }
}

interface SeasonEnd {
  readonly score: number
  readonly share: number
  readonly rank: number
}

const FORECASTERS = [...fieldIds(defaultField(FIELD_SIZE)), 'judged'].map((id) => ({
  id,
  registeredAtMs: LONG_BEFORE_MS,
}))

function endOf(events: readonly SeasonEvent[], generation: Generation): SeasonEnd {
  return scoreSeason({ forecasters: FORECASTERS, events }, generation).at(-1) as SeasonEnd
}

function summarise(ends: readonly SeasonEnd[]): SubnetScore {
  const spread = (key: keyof SeasonEnd): Spread => {
    const values = ends.map((end) => end[key]).toSorted((a, b) => a - b)
    const at = (share: number) => values[Math.round(share * (values.length - 1))] as number
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    return { mean, low: at(0.05), high: at(0.95) }
  }
  return { score: spread('score'), share: spread('share'), rank: spread('rank') }
}
