import { askNews } from '../providers/ask-news.ts'
import { brave } from '../providers/brave.ts'
import { desearch } from '../providers/desearch.ts'
import { exa } from '../providers/exa.ts'
import { gdelt } from '../providers/gdelt.ts'
import { googleNews } from '../providers/google.ts'
import { newsApi } from '../providers/news-api.ts'
import { newsCatcher } from '../providers/news-catcher.ts'
import type { NewsProvider, ProviderSettings } from '../providers/news-provider.ts'
import { perplexity } from '../providers/perplexity.ts'
import { serpApi } from '../providers/serp-api.ts'
import { serper } from '../providers/serper.ts'
import { sn13 } from '../providers/sn13.ts'
import { tavily } from '../providers/tavily.ts'

/** A provider with an answer of its documented shape, for tests. */
export interface DocumentedProvider {
  readonly name: string
  readonly open: (settings: ProviderSettings) => NewsProvider
  /** Where the key is to be found in the request as it is sent; null for none. */
  readonly keyPlace: string | null
  /** Parts of the request (address decoded, then body) that ask for the range 2025-02-01 to 2025-03-10T12:00Z. */
  readonly range: readonly string[]
  readonly answer: unknown
  /** What the first article must come to; `date` is "nominal earliest..latest" where that is not one second. */
  readonly expected: {
    readonly url: string
    readonly title: string
    readonly source: string
    readonly date: string
  }
  readonly text: string
  /** The moment of its text: fetch, published or an ISO time. */
  readonly textMoment: string
  readonly updated?: string
  /** An answer without articles. */
  readonly empty: unknown
}

/** The key that the documented providers are opened with. */
export const CANARY_KEY = 'canary-key-5f2e'

const apiKey = CANARY_KEY
const url = 'https://daily.example/story'
const title = 'Bank holds rate'
const EXACT = '2025-03-09T18:30:00.000Z'

/** Shapes from the vendors' SDKs and documents (docs/news.md); none was recorded from a live service. */
export const DOCUMENTED_PROVIDERS: readonly DocumentedProvider[] = [
  {
    name: 'google',
    open: googleNews,
    keyPlace: null,
    range: ['after:2025-02-01', 'before:2025-03-11'],
    answer: `<?xml version="1.0"?><rss version="2.0"><channel><title>x</title><item><title>Bank holds rate - The Daily</title><link>${url}</link><guid isPermaLink="false">CBM</guid><pubDate>Sun, 09 Mar 2025 18:30:00 GMT</pubDate><description>&lt;a href="x"&gt;Bank&lt;/a&gt;</description><source url="https://www.daily.example">The Daily</source></item></channel></rss>`,
    expected: { url, title, source: 'The Daily', date: EXACT },
    text: '',
    textMoment: 'fetch',
    empty: '<rss version="2.0"><channel><title>x</title></channel></rss>',
  },
  {
    name: 'gdelt',
    open: gdelt,
    keyPlace: null,
    range: ['startdatetime=20250201000000', 'enddatetime=20250310120000'],
    answer: {
      articles: [
        {
          url,
          url_mobile: '',
          title,
          seendate: '20250309T183000Z',
          socialimage: '',
          domain: 'daily.example',
          language: 'English',
          sourcecountry: 'France',
        },
      ],
    },
    expected: { url, title, source: 'daily.example', date: EXACT },
    text: '',
    textMoment: 'fetch',
    empty: {},
  },
  {
    name: 'newscatcher',
    open: (settings) => newsCatcher({ ...settings, apiKey }),
    keyPlace: 'x-api-token: KEY',
    range: ['from_=2025-02-01T00:00:00', 'to_=2025-03-10T12:00:00'],
    answer: {
      status: 'ok',
      total_hits: 1,
      page: 1,
      total_pages: 1,
      page_size: 10,
      articles: [
        {
          id: 'a',
          title,
          author: 'X',
          published_date: '2025-03-09 18:30:00',
          published_date_precision: 'full',
          updated_date: '2025-03-09 19:00:00',
          parse_date: '2025-03-09 18:45:00',
          link: url,
          domain_url: 'daily.example',
          name_source: 'The Daily',
          language: 'en',
          rank: 100,
          description: 'Short',
          content: 'The bank held.',
        },
      ],
      user_input: {},
    },
    expected: { url, title, source: 'The Daily', date: EXACT },
    text: 'The bank held.',
    textMoment: '2025-03-09T18:45:00.000Z',
    updated: '2025-03-09T19:00:00.000Z',
    empty: { status: 'No matches for your search.' },
  },
  {
    name: 'asknews',
    open: (settings) => askNews({ ...settings, apiKey }),
    keyPlace: 'authorization: Bearer KEY',
    range: [
      'start_timestamp=1738368000',
      'end_timestamp=1741608000',
      'historical=true',
      'time_filter=pub_date',
    ],
    answer: {
      as_dicts: [
        {
          article_id: '00000000-0000-0000-0000-000000000001',
          article_url: url,
          title: 'Banque',
          eng_title: title,
          summary: 'The bank held.',
          key_points: ['No change'],
          pub_date: '2025-03-09T18:30:00+00:00',
          crawl_date: '2025-03-09T18:50:00Z',
          source_id: 'The Daily',
          language: 'fr',
          sentiment: 0,
        },
      ],
      offset: 10,
    },
    expected: { url, title, source: 'The Daily', date: EXACT },
    text: 'The bank held.\nNo change',
    textMoment: '2025-03-09T18:50:00.000Z',
    empty: { as_dicts: null },
  },
  {
    name: 'exa',
    open: (settings) => exa({ ...settings, apiKey }),
    keyPlace: 'x-api-key: KEY',
    range: [
      '"startPublishedDate":"2025-02-01T00:00:00.000Z"',
      '"endPublishedDate":"2025-03-10T12:00:00.000Z"',
      '"snapshotAsOf":"2025-03-10T12:00:00.000Z"',
    ],
    answer: {
      requestId: 'r',
      results: [
        {
          id: url,
          url,
          title,
          publishedDate: '2025-03-09T18:30:00.000Z',
          author: null,
          text: 'The bank held.',
          snapshotAt: '2025-03-09T20:00:00.000Z',
        },
      ],
      costDollars: { total: 0.008 },
    },
    expected: { url, title, source: 'daily.example', date: `${EXACT} to the millisecond` },
    text: 'The bank held.',
    textMoment: '2025-03-09T20:00:00.000Z',
    empty: { requestId: 'r', results: [] },
  },
  {
    name: 'tavily',
    open: (settings) => tavily({ ...settings, apiKey }),
    keyPlace: 'authorization: Bearer KEY',
    range: ['"start_date":"2025-02-01"', '"end_date":"2025-03-10"', '"include_answer":false'],
    answer: {
      query: 'q',
      answer: null,
      images: [],
      results: [
        {
          title,
          url,
          content: 'Short',
          score: 0.9,
          raw_content: 'The bank held.',
          published_date: 'Sun, 09 Mar 2025 18:30:00 GMT',
        },
      ],
      response_time: 1.2,
    },
    expected: { url, title, source: 'daily.example', date: EXACT },
    text: 'The bank held.',
    textMoment: 'fetch',
    empty: { results: [] },
  },
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
