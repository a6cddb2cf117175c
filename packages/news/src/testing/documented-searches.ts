import { brave } from '../providers/brave.ts'
import { desearch } from '../providers/desearch.ts'
import { newsApi } from '../providers/news-api.ts'
import { perplexity } from '../providers/perplexity.ts'
import { serpApi } from '../providers/serp-api.ts'
import { serper } from '../providers/serper.ts'
import { sn13 } from '../providers/sn13.ts'
import { CANARY_KEY, type DocumentedProvider, STORY } from './documented-provider.ts'

const apiKey = CANARY_KEY
const { url, title, atIso: EXACT } = STORY

/** Providers of searches and posts; shapes from the vendors' SDKs and documents (docs/news.md), none recorded from a live service. */
export const DOCUMENTED_SEARCHES: readonly DocumentedProvider[] = [
  {
    name: 'brave',
    open: (settings) => brave({ ...settings, apiKey }),
    keyPlace: 'x-subscription-token: KEY',
    range: ['freshness=2025-02-01to2025-03-10'],
    answer: {
      type: 'news',
      query: {},
      results: [
        {
          title,
          url,
          description: 'The <strong>bank</strong> held.',
          age: '2 hours ago',
          page_age: '2025-03-09T18:30:00',
          meta_url: { hostname: 'daily.example' },
          thumbnail: {},
        },
      ],
    },
    expected: {
      url,
      title,
      source: 'daily.example',
      date: `${EXACT} 2025-03-09T04:30:00.000Z..2025-03-10T06:30:00.999Z`,
    },
    text: 'The bank held.',
    textMoment: 'fetch',
    empty: { type: 'news', results: [] },
  },
  {
    name: 'newsapi',
    open: (settings) => newsApi({ ...settings, apiKey }),
    keyPlace: 'x-api-key: KEY',
    range: ['from=2025-02-01T00:00:00Z', 'to=2025-03-10T12:00:00Z'],
    answer: {
      status: 'ok',
      totalResults: 1,
      articles: [
        {
          source: { id: null, name: 'The Daily' },
          author: null,
          title,
          description: 'Short',
          url,
          urlToImage: null,
          publishedAt: '2025-03-09T18:30:00Z',
          content: 'The bank held. [+812 chars]',
        },
      ],
    },
    expected: { url, title, source: 'The Daily', date: EXACT },
    text: 'Short\nThe bank held.',
    textMoment: 'fetch',
    empty: { status: 'ok', totalResults: 0, articles: [] },
  },
  {
    name: 'perplexity',
    open: (settings) => perplexity({ ...settings, apiKey }),
    keyPlace: 'authorization: Bearer KEY',
    range: ['"search_after_date_filter":"2/1/2025"', '"search_before_date_filter":"3/11/2025"'],
    answer: {
      id: 'p',
      results: [
        { title, url, snippet: 'The bank held.', date: '2025-03-09', last_updated: '2025-03-09T19:00:00Z' },
      ],
      server_time: null,
    },
    expected: {
      url,
      title,
      source: 'daily.example',
      date: '2025-03-09T00:00:00.000Z 2025-03-08T10:00:00.000Z..2025-03-10T11:59:59.999Z',
    },
    text: 'The bank held.',
    textMoment: 'fetch',
    updated: '2025-03-09T19:00:00.000Z',
    empty: { id: 'p', results: [] },
  },
  {
    name: 'serper',
    open: (settings) => serper({ ...settings, apiKey }),
    keyPlace: 'x-api-key: KEY',
    range: ['cd_min:2/1/2025,cd_max:3/10/2025'],
    answer: {
      news: [
        {
          title,
          link: url,
          snippet: 'The bank held.',
          date: '2 days ago',
          source: 'The Daily',
          imageUrl: '',
          position: 1,
        },
      ],
    },
    expected: {
      url,
      title,
      source: 'The Daily',
      date: '2025-03-09T00:00:00.000Z 2025-03-08T00:00:00.000Z..2025-03-09T12:00:00.000Z',
    },
    text: 'The bank held.',
    textMoment: 'fetch',
    empty: { searchParameters: {} },
  },
  {
    name: 'serpapi',
    open: (settings) => serpApi({ ...settings, apiKey }),
    keyPlace: 'api_key=KEY',
    range: ['cd_min:2/1/2025,cd_max:3/10/2025'],
    answer: {
      news_results: [
        {
          position: 1,
          title,
          link: url,
          source: { name: 'The Daily' },
          date: '03/09/2025, 06:30 PM, +0000 UTC',
          snippet: 'The bank held.',
        },
      ],
    },
    expected: {
      url,
      title,
      source: 'The Daily',
      // September or March; the one that is known to the minute is the later.
      date: '2025-09-03T18:30:00.000Z 2025-03-09T18:30:00.000Z..2025-09-03T18:30:59.999Z',
    },
    text: 'The bank held.',
    textMoment: 'fetch',
    empty: { error: 'no results' },
  },
  {
    name: 'desearch',
    open: (settings) => desearch({ ...settings, apiKey }),
    keyPlace: 'authorization: KEY',
    range: ['"start_date":"2025-02-01T00:00:00Z"', '"end_date":"2025-03-10T12:00:00Z"'],
    answer: {
      tweets: [
        {
          id: '1',
          url,
          text: 'Bank holds rate\nThe bank held.',
          created_at: 'Sun Mar 09 18:30:00 +0000 2025',
          like_count: 1,
          user: { username: 'daily' },
        },
      ],
      search: [{ title: 'Undated page', link: 'https://other.example/', snippet: 'x' }],
      cost_usd: 0.004,
    },
    expected: { url, title, source: '@daily', date: EXACT },
    text: 'Bank holds rate\nThe bank held.',
    textMoment: 'published',
    empty: {},
  },
  {
    name: 'sn13',
    open: (settings) => sn13({ ...settings, apiKey }),
    keyPlace: 'x-api-key: KEY',
    range: ['"start_date":"2025-02-01T00:00:00Z"', '"end_date":"2025-03-10T12:00:00Z"'],
    answer: {
      status: 'success',
      data: [
        {
          uri: url,
          datetime: '2025-03-09T18:30:00+00:00',
          source: 'X',
          label: '#rate',
          content: 'Bank holds rate\nThe bank held.',
        },
      ],
      meta: {},
    },
    expected: { url, title, source: 'daily.example', date: EXACT },
    text: 'Bank holds rate\nThe bank held.',
    textMoment: 'published',
    empty: { status: 'success', data: [] },
  },
]
