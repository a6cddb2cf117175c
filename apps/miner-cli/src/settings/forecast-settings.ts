import { z } from 'zod'
import { defineSetting } from './setting.ts'

const text = z.string().min(1)
const positive = z.number().positive().max(1e9)
const usd = z.number().min(0).max(1e6)

/** Who forecasts, what is reported, and what it may cost. */
export const forecastSettings = [
  defineSetting({
    name: 'forecaster',
    kind: 'strategy',
    schema: text,
    default: 'auto',
    accepts: 'auto, market, llm or the path of a .ts, .js or .mjs file',
    doc: 'Who forecasts: `market` (price, else prior; free), `llm`, your own file, or `auto`: `market` for `start` in the sandbox, else `llm` as soon as a key is set.',
  }),
  defineSetting({
    name: 'forecast.preset',
    kind: 'text',
    schema: z.enum(['fast', 'standard', 'deep']),
    default: 'standard',
    accepts: 'fast, standard or deep',
    doc: 'How much one forecast looks at, and what it may use: at most 4, 10 or 20 model calls.',
    aliases: ['preset'],
  }),
  defineSetting({
    name: 'forecast.samples',
    kind: 'number',
    schema: z.int().min(1).max(20).nullable(),
    default: null,
    defaultShown: "the preset's: 2, 3 or 8",
    accepts: 'a whole number from 1 to 20',
    doc: 'Model answers that one forecast is made of.',
  }),
  defineSetting({
    name: 'forecast.max_model_calls',
    kind: 'number',
    schema: z.int().min(1).max(1_000).nullable(),
    default: null,
    defaultShown: "the preset's: 4, 10 or 20",
    accepts: 'a whole number from 1 to 1000',
    doc: 'Model calls that one forecast may make, failed ones included.',
  }),
  defineSetting({
    name: 'forecast.max_input_tokens',
    kind: 'number',
    schema: z.int().min(1_000).max(1e8).nullable(),
    default: null,
    defaultShown: "the preset's: 40,000, 100,000 or 300,000",
    accepts: 'a whole number from 1000',
    doc: 'Input tokens of all model calls of one forecast together.',
  }),
  defineSetting({
    name: 'forecast.max_output_tokens',
    kind: 'number',
    schema: z.int().min(64).max(1e6).nullable(),
    default: null,
    defaultShown: "the preset's: 16,384, 16,384 or 32,768",
    accepts: 'a whole number from 64',
    doc: 'Tokens that one answer of a model may have.',
  }),
  defineSetting({
    name: 'forecast.deadline_seconds',
    kind: 'number',
    schema: positive,
    default: 120,
    accepts: 'a number of seconds above 0',
    doc: 'The time that one forecast may take.',
    aliases: ['deadline-seconds'],
  }),
  defineSetting({
    name: 'forecast.concurrency',
    kind: 'number',
    schema: z.int().min(1).max(256),
    default: 4,
    accepts: 'a whole number from 1 to 256',
    doc: 'Forecasts made at the same time by `start`.',
  }),
  defineSetting({
    name: 'forecast.fit_file',
    kind: 'path',
    schema: text.nullable(),
    default: null,
    defaultShown: 'fit.json in the data folder, where there is one',
    accepts: 'the path of a file',
    doc: 'Parameters that `fit` has written: what prices, samples and confidence are worth. Without a fit the parameters that the miner ships with count.',
  }),
  defineSetting({
    name: 'report.policy',
    kind: 'text',
    schema: z.enum(['honest', 'class-balanced', 'clip', 'selective']),
    default: 'honest',
    accepts: 'honest, class-balanced, clip or selective',
    doc: 'What is sent of an honest forecast.',
  }),
  defineSetting({
    name: 'budget.max_cost_usd_per_day',
    kind: 'number',
    schema: usd,
    default: 2,
    accepts: 'a number of US dollars from 0',
    doc: 'What `start` may spend a day (UTC), kept across restarts.',
  }),
  defineSetting({
    name: 'budget.max_cost_usd',
    kind: 'number',
    schema: usd,
    default: 2,
    accepts: 'a number of US dollars from 0',
    doc: 'What one run of a one-off command may spend.',
    aliases: ['max-cost-usd'],
  }),
] as const
