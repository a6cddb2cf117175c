import { z } from 'zod'
import { defineSetting } from './setting.ts'

const text = z.string().min(1)
const httpUrl = z.url({ protocol: /^https?$/ })

/** A model's name, and dollars for a million tokens of input and of output. */
export const MODEL_PRICE = /^([^=\s]+)=(\d+(?:\.\d+)?)\/(\d+(?:\.\d+)?)$/

const role = <const Name extends string>(name: Name, does: string) =>
  defineSetting({
    name,
    kind: 'text',
    schema: text.nullable(),
    default: null,
    defaultShown: '`models.reason`',
    accepts: 'the name of a model',
    doc: `The model that ${does}.`,
  })

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
    name: 'anthropic.api_key',
    kind: 'text',
    schema: text.nullable(),
    default: null,
    accepts: 'a key',
    doc: 'The key of Anthropic, for models that are named `anthropic:...`.',
    env: ['ANTHROPIC_API_KEY'],
    secret: true,
  }),
  defineSetting({
    name: 'anthropic.base_url',
    kind: 'text',
    schema: httpUrl.nullable(),
    default: null,
    accepts: 'an address that begins with http:// or https://',
    doc: "Another address of Anthropic's interface.",
    env: ['ANTHROPIC_BASE_URL'],
  }),
  defineSetting({
    name: 'models.reason',
    kind: 'text',
    schema: text,
    default: 'gpt-4.1-mini',
    accepts: 'the name of a model',
    doc: 'The model that reasons, which makes the forecast, and does all that no other is named for.',
    env: ['OPENAI_MODEL'],
  }),
  role('models.query', 'writes search queries'),
  role('models.rate', 'rates how much articles matter'),
  role('models.summarise', 'summarises articles'),
  role('models.supervise', 'has the last word where samples disagree'),
  defineSetting({
    name: 'models.prices',
    kind: 'list',
    schema: z.array(z.string().regex(MODEL_PRICE)).nullable(),
    default: null,
    accepts: 'a list of NAME=INPUT/OUTPUT, as in home-made=0/0,other=0.4/1.6',
    doc: 'Prices of models in US dollars for a million tokens; they go before the built-in ones.',
  }),
  defineSetting({
    name: 'models.input_usd_per_million_tokens',
    kind: 'number',
    schema: z.number().min(0).max(1e6).nullable(),
    default: null,
    accepts: 'a number of US dollars from 0',
    doc: 'The price of input of `models.reason`, where it is not known.',
  }),
  defineSetting({
    name: 'models.output_usd_per_million_tokens',
    kind: 'number',
    schema: z.number().min(0).max(1e6).nullable(),
    default: null,
    accepts: 'a number of US dollars from 0',
    doc: 'The price of output of `models.reason`, where it is not known.',
  }),
  defineSetting({
    name: 'embeddings.model',
    kind: 'text',
    schema: text.nullable(),
    default: null,
    accepts: 'the name of a model',
    doc: 'The model that tells which articles are near to a question, at `embeddings.base_url`; without one their words do.',
  }),
  defineSetting({
    name: 'embeddings.base_url',
    kind: 'text',
    schema: httpUrl.nullable(),
    default: null,
    defaultShown: '`openai.base_url`',
    accepts: 'an address that begins with http:// or https://',
    doc: 'Any OpenAI-compatible server of embeddings.',
  }),
  defineSetting({
    name: 'embeddings.api_key',
    kind: 'text',
    schema: text.nullable(),
    default: null,
    defaultShown: '`openai.api_key`, where the address is the same',
    accepts: 'a key',
    doc: 'The key of what stands at `embeddings.base_url`.',
    env: ['EMBEDDINGS_API_KEY'],
    secret: true,
  }),
  defineSetting({
    name: 'embeddings.usd_per_million_tokens',
    kind: 'number',
    schema: z.number().min(0).max(1e6).nullable(),
    default: null,
    defaultShown: "known for OpenAI's models",
    accepts: 'a number of US dollars from 0',
    doc: 'The price of embeddings; without a known one they are not asked for under a spend cap.',
  }),
  defineSetting({
    name: 'embeddings.model_dir',
    kind: 'path',
    schema: text.nullable(),
    default: null,
    accepts: 'the path of a folder',
    doc: 'The folder of a local MiniLM (docs/local-models.md), in place of a server.',
  }),
] as const
