import { z } from 'zod'
import { defineSetting } from './setting.ts'

const httpUrl = z.url({ protocol: /^https?$/ })

/** Venues, in the order in which they are asked. */
export const MARKET_VENUES = ['polymarket', 'kalshi', 'azuro', 'metaculus', 'manifold'] as const

const baseUrl = <const Name extends string>(name: Name, doc: string) =>
  defineSetting({
    name,
    kind: 'text',
    schema: httpUrl.nullable(),
    default: null,
    defaultShown: "the venue's",
    accepts: 'an address that begins with http:// or https://',
    doc,
  })

/** Where prices come from, and events before validators ask. */
export const marketSettings = [
  defineSetting({
    name: 'markets.venues',
    kind: 'list',
    schema: z
      .array(z.enum([...MARKET_VENUES, 'none']))
      .min(1)
      .nullable(),
    default: null,
    defaultShown: 'all, Metaculus only with a key',
    accepts: `names out of ${MARKET_VENUES.join(', ')}, or none`,
    doc: 'Which venues are asked for prices, the preferred first.',
  }),
  defineSetting({
    name: 'markets.search_by_title',
    kind: 'switch',
    schema: z.boolean(),
    default: true,
    accepts: 'true or false',
    doc: 'Look for a market that asks exactly the same where the id of an event names none.',
  }),
  defineSetting({
    name: 'markets.poll_seconds',
    kind: 'number',
    schema: z.number().min(1).max(86_400),
    default: 300,
    accepts: 'a number of seconds from 1 to 86400',
    doc: 'How often `start` asks for the price of each event.',
  }),
  baseUrl('markets.polymarket.gamma_base_url', "Another address of Polymarket's catalogue (Gamma)."),
  baseUrl(
    'markets.polymarket.clob_base_url',
    "Another address of Polymarket's order book and price history (CLOB).",
  ),
  baseUrl('markets.kalshi.base_url', 'Another address of the interface of Kalshi.'),
  baseUrl('markets.azuro.base_url', "Another address of Azuro's feed."),
  baseUrl('markets.metaculus.base_url', 'Another address of the interface of Metaculus.'),
  baseUrl('markets.manifold.base_url', 'Another address of the interface of Manifold.'),
  defineSetting({
    name: 'markets.metaculus.api_key',
    kind: 'text',
    schema: z.string().min(1).nullable(),
    default: null,
    accepts: 'a token',
    doc: 'The token of an account at Metaculus, which is asked as soon as there is one.',
    env: ['METACULUS_API_KEY', 'METACULUS_TOKEN'],
    secret: true,
  }),
  defineSetting({
    name: 'events.base_url',
    kind: 'text',
    schema: httpUrl.nullable(),
    default: null,
    accepts: 'an address that begins with http:// or https://',
    doc: 'An interface of the form `/api/v2/events` that lists events before validators ask, so that the first answer is a full forecast.',
  }),
  defineSetting({
    name: 'events.poll_seconds',
    kind: 'number',
    schema: z.number().min(1).max(86_400),
    default: 300,
    accepts: 'a number of seconds from 1 to 86400',
    doc: 'How often `events.base_url` is asked.',
  }),
] as const
