import type { ForecastState } from './forecast-state.ts'

/** Numbers of the articles that samples cite as [n], from 1, ascending; others than there are do not count. */
export function citedArticles({ samples, verdict, articles }: ForecastState): number[] {
  const said = [
    ...samples.flatMap((sample) => [sample.reasoning, ...sample.for, ...sample.against]),
    verdict?.reasoning ?? '',
  ]
  const numbers = said.flatMap((text) =>
    [...text.matchAll(/\[(\d{1,3})\]/g)].map(([, digits]) => Number(digits)),
  )
  const known = numbers.filter((number) => number >= 1 && number <= articles.length)
  return [...new Set(known)].sort((a, b) => a - b)
}
