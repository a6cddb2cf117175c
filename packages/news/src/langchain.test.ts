import { expect, test } from 'vitest'
import { newsRetriever, newsTool } from './langchain.ts'
import type { News, NewsSearch } from './news.ts'

const asOf = new Date('2025-03-10T12:00:00Z')

function scripted() {
  const searches: NewsSearch[] = []
  const article = {
    id: 'a1',
    url: 'https://x.test/a',
    canonicalUrl: 'https://x.test/a',
    title: 'Bank holds rate',
    source: 'The Daily',
    publishedAt: new Date('2025-03-09T18:30:00Z'),
    datePrecision: 'second' as const,
    provider: 'google',
    text: 'The bank held.',
    textFrom: 'provider' as const,
    language: 'en',
  }
  const search = async (asked: NewsSearch) => {
    searches.push(asked)
    return { articles: [article, { ...article, id: 'a2', text: '' }] } as unknown as Awaited<
      ReturnType<News['search']>
    >
  }
  return { searches, news: { search, close: async () => {} } satisfies News }
}

test('the retriever gives documents under its as-of time', async () => {
  const { news, searches } = scripted()
  const documents = await newsRetriever(news, { asOf, limit: 3 }).invoke('rate')
  expect(searches).toMatchObject([{ query: 'rate', asOf, limit: 3 }])
  expect(documents).toMatchObject([
    {
      id: 'a1',
      pageContent: 'Bank holds rate\n\nThe bank held.',
      metadata: { url: 'https://x.test/a', publishedAt: '2025-03-09T18:30:00.000Z', provider: 'google' },
    },
    { id: 'a2', pageContent: 'Bank holds rate' },
  ])
})

test('the tool takes a query and no time', async () => {
  const { news, searches } = scripted()
  const tool = newsTool(news, { asOf })
  const answer = await tool.invoke({ query: 'rate', asOf: '2030-01-01' })
  expect(JSON.parse(answer)[0]).toEqual({
    url: 'https://x.test/a',
    title: 'Bank holds rate',
    source: 'The Daily',
    publishedAt: '2025-03-09T18:30:00.000Z',
    text: 'The bank held.',
  })
  expect(searches).toMatchObject([{ query: 'rate', asOf, limit: 10 }])
  await expect(tool.invoke({ query: '' })).rejects.toThrow()
})
