import { isIP } from 'node:net'
import { join } from 'node:path'
import { z } from 'zod'
import { type DefaultContext, defineSetting, type Setting } from './setting.ts'

const text = z.string().min(1)
const fileNamePart = z.string().regex(/^(?!\.{1,2}$)[^/\\\0]{1,100}$/)
/** Brackets are for addresses with a port; the SDK's own default is `[::]`. */
const ipAddress = z
  .string()
  .transform((value) => value.replace(/^\[(.*)\]$/, '$1'))
  .refine((value) => isIP(value) !== 0)
const port = z.int().min(0).max(65_535)
const positive = z.number().positive().max(1e9)
const usd = z.number().min(0).max(1e6)
const httpUrl = z.url({ protocol: /^https?$/ })

/** Every setting there is, in the order in which `config explain` shows them. */
export const settingsTable = [
  defineSetting({
    name: 'subtensor.network',
    kind: 'text',
    schema: z.union([
      z.enum(['sandbox', 'finney', 'test', 'local']),
      z.string().regex(/^wss?:\/\/[^\s/]+\S*$/),
    ]),
    default: 'sandbox',
    accepts: 'sandbox, finney, test, local or an address that begins with ws:// or wss://',
    doc: 'The network to serve. `sandbox` needs no chain, no wallet and no key.',
    aliases: ['network'],
    env: ['IG_NETWORK', 'BT_SUBTENSOR_NETWORK', 'BT_NETWORK'],
  }),
  defineSetting({
    name: 'subtensor.chain_endpoint',
    kind: 'text',
    schema: z
      .string()
      .regex(/^wss?:\/\/\S+$/)
      .nullable(),
    default: null,
    accepts: 'an address that begins with ws:// or wss://',
    doc: "The chain's address, where it is not the network's own.",
    env: ['BT_SUBTENSOR_CHAIN_ENDPOINT', 'BT_CHAIN_ENDPOINT'],
  }),
  defineSetting({
    name: 'netuid',
    kind: 'number',
    schema: z.int().min(0).max(65_535),
    default: 6,
    accepts: 'a whole number from 0 to 65535',
    doc: 'The number of the subnet.',
    env: ['BT_NETUID', 'NETUID'],
  }),
  defineSetting({
    name: 'wallet.name',
    kind: 'text',
    schema: fileNamePart,
    default: 'default',
    accepts: 'the name of a wallet, without slashes',
    doc: 'The wallet (coldkey) by its folder name.',
    aliases: ['name'],
    env: ['BT_WALLET_NAME'],
  }),
  defineSetting({
    name: 'wallet.hotkey',
    kind: 'text',
    schema: fileNamePart,
    default: 'default',
    accepts: 'the file name of a hotkey, without slashes',
    doc: 'The hotkey that answers, by its file name.',
    aliases: ['hotkey'],
    short: 'H',
    env: ['BT_WALLET_HOTKEY'],
  }),
  defineSetting({
    name: 'data_dir',
    kind: 'path',
    schema: text,
    default: ({ values, home }: DefaultContext) => {
      const network = String(values['subtensor.chain_endpoint'] ?? values['subtensor.network'])
      const parts = [network, values.netuid, values['wallet.name'], values['wallet.hotkey']]
      return join(home, '.ig', parts.join('-').replaceAll(/[^\w.-]+/g, '_'))
    },
    defaultShown: '~/.ig/<network>-<netuid>-<wallet>-<hotkey>',
    accepts: 'the path of a folder',
    doc: 'Where the miner keeps its database, nonces and sandbox wallet (mode 0700).',
  }),
  defineSetting({
    name: 'wallet.path',
    kind: 'path',
    schema: text,
    default: ({ values, home }: DefaultContext) =>
      values['subtensor.network'] === 'sandbox' && values['subtensor.chain_endpoint'] === null
        ? join(String(values.data_dir), 'wallets')
        : join(home, '.bittensor', 'wallets'),
    defaultShown: '<data_dir>/wallets in the sandbox, else ~/.bittensor/wallets',
    accepts: 'the path of a folder',
    doc: 'The folder of wallets.',
    short: 'p',
    env: ['BT_WALLET_PATH'],
  }),
  defineSetting({
    name: 'axon.ip',
    kind: 'text',
    schema: ipAddress,
    default: ({ values }: DefaultContext) =>
      values['subtensor.network'] === 'sandbox' ? '127.0.0.1' : '0.0.0.0',
    defaultShown: '127.0.0.1 in the sandbox, else 0.0.0.0',
    accepts: 'an IPv4 or IPv6 address',
    doc: 'The address to listen on.',
    env: ['BT_AXON_IP'],
  }),
  defineSetting({
    name: 'axon.port',
    kind: 'number',
    schema: port,
    default: 8091,
    accepts: 'a whole number from 0 to 65535 (0: any free port)',
    doc: 'The port to listen on; 0 takes any free one.',
    env: ['BT_AXON_PORT'],
  }),
  defineSetting({
    name: 'axon.external_ip',
    kind: 'text',
    schema: ipAddress.nullable(),
    default: null,
    accepts: 'an IPv4 or IPv6 address',
    doc: 'The address that others reach this miner by, where it differs.',
    env: ['BT_AXON_EXTERNAL_IP'],
  }),
  defineSetting({
    name: 'axon.external_port',
    kind: 'number',
    schema: port.min(1).nullable(),
    default: null,
    accepts: 'a whole number from 1 to 65535',
    doc: 'The port that others reach this miner by, where it differs.',
    env: ['BT_AXON_EXTERNAL_PORT'],
  }),
  defineSetting({
    name: 'axon.max_workers',
    kind: 'number',
    schema: z.int().min(1).max(1024),
    default: 10,
    accepts: 'a whole number from 1 to 1024',
    doc: "Accepted for btcli's sake; this axon needs no threads to answer.",
    env: ['BT_AXON_MAX_WORKERS'],
  }),
  defineSetting({
    name: 'axon.rate_limit',
    kind: 'number',
    schema: z.number().min(0).max(1e6),
    default: 20,
    accepts: 'a number from 0 (off) to 1000000',
    doc: 'Requests a second and hotkey, with bursts of three times that; 0 turns it off.',
    env: ['BT_AXON_RATE_LIMIT'],
  }),
  defineSetting({
    name: 'blacklist.allow_non_registered',
    kind: 'switch',
    schema: z.boolean(),
    default: false,
    accepts: 'true or false',
    doc: 'Let verified keys that are not registered ask, and start paid forecasts.',
    env: ['BT_BLACKLIST_ALLOW_NON_REGISTERED'],
  }),
  defineSetting({
    name: 'blacklist.force_validator_permit',
    kind: 'switch',
    schema: z.boolean(),
    default: false,
    accepts: 'true or false',
    doc: 'Answer only keys with a validator permit; in the sandbox that is the local validator.',
    env: ['BT_BLACKLIST_FORCE_VALIDATOR_PERMIT'],
  }),
  defineSetting({
    name: 'blacklist.min_stake',
    kind: 'number',
    schema: z.number().min(0).max(21e6).nullable(),
    default: null,
    accepts: 'a number of TAO from 0 to 21000000',
    doc: 'Answer only keys with at least this stake (TAO); the local validator counts as 10000.',
    env: ['BT_BLACKLIST_MIN_STAKE'],
  }),
  defineSetting({
    name: 'sandbox.validator',
    kind: 'switch',
    schema: z.boolean(),
    default: true,
    accepts: 'true or false',
    doc: 'Run the local validator in the sandbox; `--no-sandbox-validator` turns it off.',
  }),
  defineSetting({
    name: 'sandbox.poll_seconds',
    kind: 'number',
    schema: z.number().min(1).max(86_400),
    default: 60,
    accepts: 'a number from 1 to 86400',
    doc: 'How often the local validator asks.',
  }),
  defineSetting({
    name: 'sandbox.seed',
    kind: 'number',
    schema: z
      .int()
      .min(0)
      .max(2 ** 32 - 1),
    default: 1,
    accepts: 'a whole number from 0 to 4294967295',
    doc: 'Another seed is another simulated world.',
  }),
  defineSetting({
    name: 'forecaster',
    kind: 'strategy',
    schema: text,
    default: 'auto',
    accepts: 'auto, market, llm or the path of a .ts, .js or .mjs file',
    doc: 'Who forecasts: `market` (price, else prior; free), `llm`, your own file, or `auto`: `market` for `start` in the sandbox, else `llm` as soon as a key is set.',
  }),
  defineSetting({
    name: 'forecast.samples',
    kind: 'number',
    schema: z.int().min(1).max(32),
    default: 3,
    accepts: 'a whole number from 1 to 32',
    doc: 'Model answers that one forecast is made of.',
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
  defineSetting({
    name: 'log.format',
    kind: 'text',
    schema: z.enum(['human', 'json']),
    default: 'human',
    accepts: 'human or json',
    doc: 'Lines for people, or one JSON object a line.',
    env: ['BT_LOGGING_FORMAT'],
  }),
  defineSetting({
    name: 'log.level',
    kind: 'text',
    schema: z.enum(['trace', 'debug', 'info', 'warn', 'error']),
    default: 'info',
    accepts: 'trace, debug, info, warn or error',
    doc: 'The least important line that is shown.',
  }),
  defineSetting({
    name: 'logging.debug',
    kind: 'switch',
    schema: z.boolean(),
    default: false,
    accepts: 'true or false',
    doc: "btcli's way to say `--log.level debug`.",
    env: ['BT_LOGGING_DEBUG'],
  }),
  defineSetting({
    name: 'logging.trace',
    kind: 'switch',
    schema: z.boolean(),
    default: false,
    accepts: 'true or false',
    doc: "btcli's way to say `--log.level trace`.",
    env: ['BT_LOGGING_TRACE'],
  }),
  defineSetting({
    name: 'logging.info',
    kind: 'switch',
    schema: z.boolean(),
    default: false,
    accepts: 'true or false',
    doc: "btcli's way to say `--log.level info`.",
    env: ['BT_LOGGING_INFO'],
  }),
  defineSetting({
    name: 'logging.logging_dir',
    kind: 'path',
    schema: text.nullable(),
    default: null,
    accepts: 'the path of a folder',
    doc: 'Keep the log in this folder too, as JSON lines in `miner.log`.',
    env: ['BT_LOGGING_LOGGING_DIR'],
  }),
] as const

type Entry = (typeof settingsTable)[number]
type ValueOf<S> = S extends Setting<string, infer Schema> ? z.output<Schema> : never

/** The value of every setting by its name. */
export type Settings = { readonly [E in Entry as E['name']]: ValueOf<E> }
