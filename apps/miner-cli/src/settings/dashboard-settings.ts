import { isIP } from 'node:net'
import { z } from 'zod'
import { defineSetting } from './setting.ts'

/** What protects the dashboard off loopback is not to be guessed. */
const MIN_TOKEN_LENGTH = 16

const hostName = z
  .string()
  .max(253)
  .regex(/^[a-z\d]([a-z\d.-]*[a-z\d])?$/i)

/** The pages in the browser, and what programs ask on the same port. */
export const dashboardSettings = [
  defineSetting({
    name: 'dashboard.enabled',
    kind: 'switch',
    schema: z.boolean(),
    default: true,
    accepts: 'true or false',
    doc: 'Serve the dashboard, `/metrics`, `/healthz` and `/readyz`; `--no-dashboard` turns them off.',
    aliases: ['dashboard'],
  }),
  defineSetting({
    name: 'dashboard.ip',
    kind: 'text',
    schema: z
      .string()
      .transform((value) => value.replace(/^\[(.*)\]$/, '$1'))
      .refine((value) => isIP(value) !== 0),
    default: '127.0.0.1',
    accepts: 'an IPv4 or IPv6 address',
    doc: 'The address to serve the dashboard on; beyond loopback it takes `dashboard.token`.',
  }),
  defineSetting({
    name: 'dashboard.port',
    kind: 'number',
    schema: z.int().min(0).max(65_535),
    default: 8092,
    accepts: 'a whole number from 0 to 65535 (0: any free port)',
    doc: 'The port of the dashboard. Where the default is taken, any free one serves.',
  }),
  defineSetting({
    name: 'dashboard.token',
    kind: 'text',
    schema: z.string().min(MIN_TOKEN_LENGTH).nullable(),
    default: null,
    accepts: `at least ${MIN_TOKEN_LENGTH} characters`,
    doc: 'What a browser is asked for, and what programs send as `Authorization: Bearer`, before they see anything.',
    secret: true,
  }),
  defineSetting({
    name: 'dashboard.hosts',
    kind: 'list',
    schema: z.array(hostName).max(100),
    default: [],
    accepts: 'host names with commas between them, without ports',
    doc: 'Further names by which the dashboard is reached, such as that of a reverse proxy; any other is refused.',
  }),
] as const
