import { createNews, gdelt, googleNews } from '@ig/news'
import { sampleArticles, startNewsWorld } from '@ig/news/testing'
import { afterEach, describe, expect, test } from 'vitest'
import {
  articlesAt,
  asOf,
  closeServers,
  forecasterOn,
  newsOf,
  promptOf,
  question,
  scripted,
} from './testing/scripted-forecaster.ts'
import { type ScriptedRole, scriptByRole, scriptedRole } from './testing/scripted-model-server.ts'

afterEach(closeServers)

const saysAll = (json: unknown) => ({ content: JSON.stringify(json) })

describe('in a world of late, undated, changed and hostile articles', () => {
  test('the good ones are read and cited, the others are nowhere', async () => {
    const articles = sampleArticles(asOf)
    const world = await startNewsWorld({ articles })
    const { baseUrl } = world
    const providers = [googleNews({ baseUrl, minIntervalMs: 0 }), gdelt({ baseUrl, minIntervalMs: 0 })]
    const news = createNews({
      providers,
      articleText: { allowPrivateHosts: true },
      nowMs: () => asOf.getTime(),
    })
    try {
      const server = await scripted(scriptByRole())
      const { forecaster } = forecasterOn(server, { news, preset: 'deep', deadlineMs: 30_000 })
      const forecast = await forecaster.invoke({ ...question, question: 'Will the main rate be cut?' })
      const shown = server.requests.map(promptOf).join('\n')
      expect(shown).not.toContain('BADWORLD')
      expect(JSON.stringify(forecast)).not.toContain('BADWORLD')
      for (const { title, kind } of articles) if (kind === 'good') expect(shown).toContain(title)
      expect(forecast.evidence.length).toBeGreaterThan(4)
      expect(forecast.reasoning).toContain(`[1] ${forecast.evidence[0]?.title}`)
      expect(forecast.reasoning).toContain(forecast.evidence[0]?.url)
    } finally {
      await news.close()
      await world.close()
    }
  })
})

describe('calls', () => {
  test.each([
    ['fast', { reason: 2 }],
    ['standard', { outside: 1, queries: 1, rate: 1, summarise: 1, reason: 3 }],
    ['deep', { outside: 1, queries: 1, rate: 1, summarise: 1, reason: 8 }],
  ] as const)('of the preset %s', async (preset, calls) => {
    const server = await scripted(scriptByRole())
    const { forecaster, warnings } = forecasterOn(server, { preset, news: newsOf(articlesAt(40)) })
    await forecaster.invoke(question)
    const made: Partial<Record<ScriptedRole, number>> = {}
    for (const role of server.requests.map(scriptedRole)) made[role] = (made[role] ?? 0) + 1
    expect(made).toEqual(calls)
    expect(warnings).toEqual([])
  })

  test('are not made where there is nothing to rate or to note', async () => {
    const server = await scripted(scriptByRole())
    const headlines = articlesAt(2).map((article) => ({ ...article, text: '' }))
    await forecasterOn(server, { news: newsOf(headlines) }).forecaster.invoke(question)
    expect(server.requests.map(scriptedRole)).not.toContain('summarise')
    const empty = await scripted(scriptByRole())
    await forecasterOn(empty, { news: newsOf([]) }).forecaster.invoke(question)
    expect(empty.requests.map(scriptedRole).toSorted()).toEqual([
      'outside',
      'queries',
      'reason',
      'reason',
      'reason',
    ])
  })

  test('for the outside view and the searches go out side by side', async () => {
    const held: (() => void)[] = []
    const both = () =>
      new Promise<void>((resolve) => {
        held.push(resolve)
        if (held.length === 2) for (const release of held) release()
      })
    const server = await scripted(async (request, index) => {
      if (['outside', 'queries'].includes(scriptedRole(request))) await both()
      return scriptByRole()(request, index)
    })
    await forecasterOn(server, { news: newsOf([]) }).forecaster.invoke(question)
    expect(held).toHaveLength(2)
  })
})

describe('what is searched and kept', () => {
  test('searches for the question and its parts at once, without operators', async () => {
    const queries = [
      'site:evil.example "rain" before:2026',
      'Rain over Oslo',
      'rain over oslo',
      ' ',
      'a '.repeat(200),
    ]
    const server = await scripted(scriptByRole({ queries: saysAll({ queries }) }))
    const news = newsOf(articlesAt(1))
    await forecasterOn(server, { news }).forecaster.invoke(question)
    expect(news.searches).toHaveLength(1)
    expect(news.searches[0]).toMatchObject({
      query: 'Will it rain in Oslo',
      queries: ['Will it rain in Oslo', 'rain', 'Rain over Oslo', 'a '.repeat(60).trim()],
      asOf,
      limit: 30,
    })
    expect(news.searches[0]).not.toHaveProperty('from')
  })

  test('keeps what is rated 4 or more, the most relevant first', async () => {
    const ratings = [3, 4, 6, 1, 5].map((rating, index) => ({ article: index + 1, rating }))
    const server = await scripted(scriptByRole({ rate: saysAll({ ratings }) }))
    const { forecaster } = forecasterOn(server, { news: newsOf(articlesAt(6)) })
    const { evidence } = await forecaster.invoke(question)
    expect(evidence.map(({ relevance }) => relevance)).toEqual([6, 5, 4])
  })

  test('shows notes in the place of long texts, each beside its own article', async () => {
    const summaries = [2, 1].map((article) => ({ article, summary: `Note ${article}.` }))
    const server = await scripted(scriptByRole({ summarise: saysAll({ summaries }) }))
    await forecasterOn(server, { news: newsOf(articlesAt(2)) }).forecaster.invoke(question)
    const shownTo = (role: ScriptedRole) =>
      server.requests.filter((request) => scriptedRole(request) === role).map(promptOf)[0] ?? ''
    const [noting, reasoning] = [shownTo('summarise'), shownTo('reason')]
    const order = [...noting.matchAll(/Story number (\d)/g)].map(([, number]) => number)
    for (const [index, number] of order.entries()) {
      expect(reasoning).toMatch(new RegExp(`Story number ${number} [^⟦]*Note ${index + 1}\\.`))
    }
    expect(reasoning).not.toContain('Clouds came over the bay')
  })

  test('reads an article once, whatever its address carries', async () => {
    const [article] = articlesAt(1)
    const twice = [article, { ...article, title: 'Another', url: `${article?.url}/?utm_source=x#top` }]
    const reprint = { ...article, url: 'https://copy.example/1' }
    const server = await scripted(scriptByRole())
    const { forecaster } = forecasterOn(server, { news: newsOf([...twice, reprint] as never) })
    expect((await forecaster.invoke(question)).evidence).toHaveLength(1)
  })
})
