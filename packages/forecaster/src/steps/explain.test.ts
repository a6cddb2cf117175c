import { expect, test } from 'vitest'
import { conclude } from './conclude.ts'
import { type ForecastState, initialState } from './forecast-state.ts'

const asOf = new Date('2026-01-02T00:00:00Z')
const article = (index: number, url = `https://a.example/${index}`) => ({
  url,
  title: `Title ${index}`,
  source: 'Paper',
  publishedAt: new Date('2026-01-01T00:00:00Z'),
  provider: 'p',
  text: '',
  relevance: 5,
  summary: null,
})
const sample = (reasoning: string, probability: number) => ({
  probability,
  reasoning,
  for: ['A reason.'],
  against: [],
  model: 'm',
  seed: 1,
})
const state: ForecastState = {
  ...initialState({ question: 'Will it?', asOf }),
  articles: [article(1), article(2), article(3)],
  samples: [sample('Far off.', 0.1), sample('Near, says [2] and [7].', 0.5)],
  opinion: 0.45,
}

test('cites by number and link what the samples cite, the nearest sample first', () => {
  expect(conclude(state, 0.3).reasoning).toMatchInlineSnapshot(`
    "0.450 from 2 samples.

    [0.500] Near, says [2] and [7].
    + A reason.

    [0.100] Far off.
    + A reason.

    Sources:
    [2] Title 2 (Paper, 2026-01-01) https://a.example/2"
  `)
})

test('with nothing cited all that was read is listed', () => {
  const { reasoning } = conclude({ ...state, samples: [sample('No number.', 0.5)] }, 0.3)
  expect(reasoning.match(/https:\S+/g)).toEqual([
    'https://a.example/1',
    'https://a.example/2',
    'https://a.example/3',
  ])
})

test('never passes 10,000 characters, keeps its sources, and cuts no link', () => {
  const long = {
    ...state,
    articles: Array.from({ length: 60 }, (_, index) =>
      article(index, `https://a.example/${'x'.repeat(index * 20)}`),
    ),
    samples: Array.from({ length: 9 }, () => sample('雨𝕏'.repeat(4_000), 0.4)),
  }
  const { reasoning } = conclude(long, 0.3)
  expect(reasoning.length).toBeLessThanOrEqual(10_000)
  expect(reasoning).toContain('Sources:\n[1] Title 0')
  expect(reasoning.isWellFormed()).toBe(true)
  const urls = new Set(long.articles.map(({ url }) => url))
  for (const url of reasoning.match(/https:\S+/g) ?? []) expect(urls).toContain(url)
})

test('any state is a forecast', () => {
  const nothing = initialState({ question: 'Will it?', asOf })
  const market = { price: 0.4, worth: 0.35, alone: 0.35, weight: 0.5, venue: null, url: null }
  const told = { probability: 0.2, reasoning: '', madeAt: new Date(0) }
  const earlier = { ...nothing, question: { ...nothing.question, earlier: told } }
  expect(conclude(nothing, 0.3)).toMatchObject({ basis: 'prior', probability: 0.3, confidence: 0 })
  expect(conclude(earlier, 0.3)).toMatchObject({ basis: 'prior', probability: 0.2, confidence: 0 })
  expect(conclude({ ...earlier, market }, 0.3)).toMatchObject({
    basis: 'market',
    probability: 0.35,
    confidence: 0.25,
  })
  expect(conclude({ ...state, opinion: 0 }, 0.3)).toMatchObject({ basis: 'model', probability: 0.001 })
})
