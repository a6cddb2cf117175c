import { isIP } from 'node:net'
import { z } from 'zod'
import { type DefaultContext, defineSetting } from './setting.ts'

/** Brackets are for addresses with a port; the SDK's own default is `[::]`. */
const ipAddress = z
  .string()
  .transform((value) => value.replace(/^\[(.*)\]$/, '$1'))
  .refine((value) => isIP(value) !== 0)
const port = z.int().min(0).max(65_535)

/** Where the axon listens, and who may call it. */
export const axonSettings = [
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
] as const
