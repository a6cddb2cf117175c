import { z } from 'zod'
import { defineSetting } from './setting.ts'

const httpUrl = z.url({ protocol: /^https?$/ })

/** Providers of news that take a key, as settings spell them; @ig/news is not loaded for its names. */
export const KEYED_NEWS_PROVIDERS = [
  'asknews',
  'exa',
  'tavily',
  'newscatcher',
  'brave',
  'perplexity',
  'newsapi',
  'serper',
  'serpapi',
  'desearch',
  'sn13',
] as const

/** All of them, in the order in which they are preferred. */
export const NEWS_PROVIDERS = [...KEYED_NEWS_PROVIDERS, 'google', 'gdelt'] as const

/** Where news come from. */
export const newsSettings = [
  defineSetting({
    name: 'news.providers',
    kind: 'list',
    schema: z
      .array(z.enum([...NEWS_PROVIDERS, 'none']))
      .min(1)
      .nullable(),
    default: null,
    defaultShown: '`google`, `gdelt` and each provider with a key',
    accepts: `names out of ${NEWS_PROVIDERS.join(', ')}, or none`,
    doc: 'Which news providers are asked, the preferred first.',
  }),
  defineSetting({
    name: 'news.article_text',
    kind: 'switch',
    schema: z.boolean(),
    default: true,
    accepts: 'true or false',
    doc: 'Read the pages of articles that come without text; forecasts of the past use no text that is read today.',
  }),
  defineSetting({
    name: 'fetch.allow_private_hosts',
    kind: 'switch',
    schema: z.boolean(),
    default: false,
    accepts: 'true or false',
    doc: 'Let article pages be on private addresses and any port, as in tests and intranets; link-local and metadata addresses stay refused.',
  }),
  ...NEWS_PROVIDERS.map((provider) =>
    defineSetting({
      name: `news.${provider}.base_url`,
      kind: 'text',
      schema: httpUrl.nullable(),
      default: null,
      defaultShown: "the vendor's",
      accepts: 'an address that begins with http:// or https://',
      doc: `Another address of the interface of ${provider}.`,
    }),
  ),
  ...KEYED_NEWS_PROVIDERS.map((provider) =>
    defineSetting({
      name: `news.${provider}.api_key`,
      kind: 'text',
      schema: z.string().min(1).nullable(),
      default: null,
      accepts: 'a key',
      doc: `The key for ${provider}, which is asked as soon as it has one.`,
      env: [`${provider.toUpperCase()}_API_KEY`],
      secret: true,
    }),
  ),
  ...KEYED_NEWS_PROVIDERS.map((provider) =>
    defineSetting({
      name: `news.${provider}.cost_usd_per_call`,
      kind: 'number',
      schema: z.number().min(0).max(1e3).nullable(),
      default: null,
      defaultShown: 'its list price',
      accepts: 'a number of US dollars from 0',
      doc: `The most that one call of ${provider} costs by your plan; it counts against the spend cap.`,
    }),
  ),
] as const
