import { isIP } from 'node:net'
import { z } from 'zod'
import { chainTarget, type NetworkSettings } from './chain-target.ts'
import { type DefaultContext, defineSetting } from './setting.ts'

/** Brackets are for addresses with a port; the SDK's own default is `[::]`. */
const ipAddress = z
  .string()
  .transform((value) => value.replace(/^\[(.*)\]$/, '$1'))
  .refine((value) => isIP(value) !== 0)
const port = z.int().min(0).max(65_535)

/** Where the axon listens, and by which address it is reached. */
export const axonSettings = [
  defineSetting({
    name: 'axon.ip',
    kind: 'text',
    schema: ipAddress,
    default: ({ values }: DefaultContext) =>
      chainTarget(values as unknown as NetworkSettings) === null ? '127.0.0.1' : '0.0.0.0',
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
    doc: 'The address that others reach this miner by, as it is written on the chain; found out where it is not given.',
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
    name: 'axon.ip_echo_url',
    kind: 'text',
    schema: z.union([z.literal('none'), z.url({ protocol: /^https?$/ })]),
    default: 'https://checkip.amazonaws.com',
    accepts: 'none or an address that begins with http:// or https://',
    doc: 'A service that answers with the address it is called from: asked where `axon.external_ip` is not given, never on local networks.',
  }),
] as const
