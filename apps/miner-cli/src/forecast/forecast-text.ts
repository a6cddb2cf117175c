import type { Evidence, Forecast, Usage } from '@ig/forecaster'
import { escapeControl } from '../output/escape-control.ts'
import { wrapText } from '../output/wrap-text.ts'

const BASIS = {
  model: "a model's reasoning",
  market: "a market's price",
  prior: 'no model and no market: the share of such questions that came true',
} as const

/** A forecast for people: the probability, where it comes from, the reasons, the evidence, what it cost. */
export function forecastText(forecast: Forecast, width: number): string {
  const { question, probability, basis, confidence, reasoning, evidence } = forecast
  const wrap = (line: string, indent = '') => wrapText(line, width, indent)
  return [
    ...wrap(`${percent(probability)}  ${escapeControl(question)}`, '        '),
    '',
    ...wrap(`as of       ${forecast.asOf.slice(0, 16).replace('T', ' ')} UTC`),
    ...wrap(`basis       ${BASIS[basis]}, confidence ${confidence.toFixed(2)}`, COLUMN),
    ...viewLines(forecast).flatMap((line) => wrap(line, COLUMN)),
    '',
    'reasons',
    ...withoutSources(reasoning)
      .trim()
      .split('\n')
      .flatMap((line) => (line === '' ? [''] : wrap(`  ${escapeControl(line)}`, '  '))),
    ...(evidence.length > 0 ? ['', 'evidence'] : []),
    ...evidence.flatMap((article, index) => articleLines(article, index + 1, wrap)),
    '',
    ...costLines(forecast.usage).flatMap((line) => wrap(line, COLUMN)),
    '',
  ].join('\n')
}

/** The list of sources is for validators: here the evidence follows, under the same numbers. */
function withoutSources(reasoning: string): string {
  const at = reasoning.lastIndexOf('\n\nSources:\n')
  return at < 0 ? reasoning : reasoning.slice(0, at)
}

const COLUMN = ' '.repeat(12)

function viewLines({ market, views, guardRail }: Forecast): string[] {
  const { model, outside } = views ?? {}
  return [
    ...(market === null
      ? []
      : [
          `market      priced at ${percent(market)}${views?.market == null ? '' : `, worth ${percent(views.market)}`}`,
        ]),
    ...(model == null
      ? []
      : [`model       ${percent(model)}${outside == null ? '' : `; base rate ${percent(outside)}`}`]),
    ...(guardRail
      ? [
          `caution     articles alone moved this far from ${guardRail.anchor === 'outside' ? 'the base rate' : `the ${guardRail.anchor} view`} (${percent(guardRail.anchorProbability)}): read them`,
        ]
      : []),
  ]
}

function articleLines(
  { title, source, publishedAt, url, relevance }: Evidence,
  number: number,
  wrap: (line: string, indent: string) => string[],
): string[] {
  const head = `  [${number}]`.padEnd(7)
  const rated = relevance === null ? '' : ` (relevance ${relevance} of 6)`
  const said = `${publishedAt.slice(0, 10)} ${escapeControl(source)}: ${escapeControl(title)}${rated}`
  return [...wrap(`${head}${said}`, '       '), `       ${escapeControl(url)}`]
}

function costLines({ costUsd, llmCalls, inputTokens, outputTokens, newsCalls, byRole }: Usage): string[] {
  const count = (number: number, what: string) =>
    `${number.toLocaleString('en-US')} ${what}${number === 1 ? '' : 's'}`
  const roles = Object.entries(byRole).map(
    ([role, usage]) => `${role} ${usage.costUsd.toFixed(4)} USD in ${count(usage.llmCalls, 'call')}`,
  )
  return [
    `cost        ${costUsd.toFixed(4)} USD: ${count(llmCalls, 'model call')} (${count(inputTokens, 'token')} in, ${outputTokens.toLocaleString('en-US')} out), ${count(newsCalls, 'news call')}`,
    ...(roles.length > 0 ? [`${COLUMN}${roles.join(', ')}`] : []),
  ]
}

function percent(probability: number): string {
  return `${(probability * 100).toFixed(1)} %`
}
