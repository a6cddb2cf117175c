import type { Forecast } from '../forecast.ts'
import { visible } from '../prompts/untrusted.ts'
import { citedArticles } from './cited-articles.ts'
import type { ForecastState, ReadArticle } from './forecast-state.ts'

const MAX_LENGTH = 10_000
const MAX_SOURCES_LENGTH = 4_000
const MAX_TITLE_LENGTH = 160
const MAX_SOURCE_LENGTH = 60
const MAX_URL_LENGTH = 500

/**
 * The reasons for a forecast as a text for people and validators: what it was made of, the samples' reasons with the
 * one nearest to the result first, and the sources by number and link. At most 10,000 characters.
 */
export function explain(
  state: ForecastState,
  { probability, basis }: Pick<Forecast, 'probability' | 'basis'>,
): string {
  if (basis !== 'model') return plainReason(state, basis, probability)
  const sources = listSources(state)
  const room = MAX_LENGTH - sources.length - SEPARATOR.length
  const said = [summary(state, probability), ...voices(state, probability)].join(SEPARATOR)
  return [cut(said, room), sources].filter((part) => part !== '').join(SEPARATOR)
}

const SEPARATOR = '\n\n'

function plainReason(
  { question, market }: ForecastState,
  basis: Forecast['basis'],
  probability: number,
): string {
  if (basis === 'market') {
    const isBent = market && Math.abs(market.price - probability) >= 0.0005
    const from = isBent ? `, ${market.price.toFixed(3)}, for what it is worth` : ''
    return `No model was asked or answered; this is the market's price${from}.`
  }
  if (question.earlier) {
    return `No model answered and no market is known; this is the belief of ${question.earlier.madeAt.toISOString()}.`
  }
  return 'No model answered and no market is known; this is the prior for any such question.'
}

function summary(
  { samples, market, outside, verdict, question, opinion }: ForecastState,
  probability: number,
) {
  const count = `${samples.length} sample${samples.length === 1 ? '' : 's'}`
  const parts = [
    market && opinion !== null && `the samples together ${opinion.toFixed(3)}`,
    market && `the market ${market.price.toFixed(3)}${market.venue ? ` (${market.venue})` : ''}`,
    outside && `the outside view ${outside.probability.toFixed(3)}`,
    verdict && `the supervisor ${verdict.probability.toFixed(3)}`,
    question.earlier && `the belief before ${question.earlier.probability.toFixed(3)}`,
  ].filter(Boolean)
  const others = parts.length > 0 ? ` Seen apart: ${parts.join(', ')}.` : ''
  return `${probability.toFixed(3)} from ${count}.${others}`
}

/** The sample nearest to the result speaks first. */
function voices({ samples, verdict, outside }: ForecastState, probability: number): string[] {
  const nearest = [...samples].sort(
    (a, b) => Math.abs(a.probability - probability) - Math.abs(b.probability - probability),
  )
  return [
    ...(verdict ? [`[supervisor, ${verdict.probability.toFixed(3)}] ${verdict.reasoning}`.trim()] : []),
    ...nearest.map((sample) =>
      [
        `[${sample.probability.toFixed(3)}] ${sample.reasoning}`.trim(),
        ...sample.for.map((reason) => `+ ${reason}`),
        ...sample.against.map((reason) => `- ${reason}`),
      ].join('\n'),
    ),
    ...(outside ? [`[outside view, ${outside.probability.toFixed(3)}] ${outside.reasoning}`.trim()] : []),
  ]
}

/** What is cited; where nothing is, all that was read. */
function listSources(state: ForecastState): string {
  const cited = citedArticles(state)
  const numbers = cited.length > 0 ? cited : state.articles.map((_, index) => index + 1)
  const lines = numbers.map((number) => sourceLine(number, state.articles[number - 1] as ReadArticle))
  let length = 0
  const shown = lines.filter((line) => {
    length += line.length + 1
    return length <= MAX_SOURCES_LENGTH
  })
  return shown.length === 0 ? '' : ['Sources:', ...shown].join('\n')
}

function sourceLine(number: number, { title, source, publishedAt, url }: ReadArticle): string {
  const day = publishedAt.toISOString().slice(0, 10)
  const about = `${cut(visible(title), MAX_TITLE_LENGTH)} (${cut(visible(source), MAX_SOURCE_LENGTH)}, ${day})`
  // A link that is cut leads nowhere.
  return `[${number}] ${about}${url.length > MAX_URL_LENGTH ? '' : ` ${url}`}`.replaceAll(/\s+/g, ' ')
}

/** Never half of a pair of surrogates at the end. */
function cut(text: string, maxLength: number): string {
  return text.length <= maxLength ? text : `${text.slice(0, maxLength - 1).replace(/\p{Surrogate}$/u, '')}…`
}
