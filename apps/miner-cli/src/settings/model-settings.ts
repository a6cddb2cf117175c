import { z } from 'zod'
import { defineSetting } from './setting.ts'

const text = z.string().min(1)
const httpUrl = z.url({ protocol: /^https?$/ })

/** The models behind `llm`. */
export const modelSettings = [
  defineSetting({
    name: 'openai.api_key',
    kind: 'text',
    schema: text.nullable(),
    default: null,
    accepts: 'a key',
    doc: 'The key of OpenAI or of what stands at `openai.base_url`.',
    env: ['OPENAI_API_KEY'],
    secret: true,
  }),
  defineSetting({
    name: 'openai.base_url',
    kind: 'text',
    schema: httpUrl.nullable(),
    default: null,
    accepts: 'an address that begins with http:// or https://',
    doc: 'Any OpenAI-compatible server.',
    env: ['OPENAI_BASE_URL'],
  }),
  defineSetting({
    name: 'models.reason',
    kind: 'text',
    schema: text,
    default: 'gpt-4.1-mini',
    accepts: 'the name of a model',
    doc: 'The model that reasons, which makes the forecast.',
    env: ['OPENAI_MODEL'],
  }),
  defineSetting({
    name: 'models.input_usd_per_million_tokens',
    kind: 'number',
    schema: z.number().min(0).max(1e6).nullable(),
    default: null,
    accepts: 'a number of US dollars from 0',
    doc: 'The price of input, for a model whose price is not known.',
  }),
  defineSetting({
    name: 'models.output_usd_per_million_tokens',
    kind: 'number',
    schema: z.number().min(0).max(1e6).nullable(),
    default: null,
    accepts: 'a number of US dollars from 0',
    doc: 'The price of output, for a model whose price is not known.',
  }),
] as const
