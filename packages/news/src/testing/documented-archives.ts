import { askNews } from '../providers/ask-news.ts'
import { exa } from '../providers/exa.ts'
import { gdelt } from '../providers/gdelt.ts'
import { googleNews } from '../providers/google.ts'
import { newsCatcher } from '../providers/news-catcher.ts'
import { tavily } from '../providers/tavily.ts'
import { CANARY_KEY, type DocumentedProvider, STORY } from './documented-provider.ts'

const apiKey = CANARY_KEY
const { url, title, atIso: EXACT } = STORY

/** Providers of news; shapes from the vendors' SDKs and documents (docs/news.md), none recorded from a live service. */
export const DOCUMENTED_ARCHIVES: readonly DocumentedProvider[] = [
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
]
