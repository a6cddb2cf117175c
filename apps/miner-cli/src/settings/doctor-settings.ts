import { z } from 'zod'
import { defineSetting } from './setting.ts'

/** Whom `doctor` asks beside what the miner uses. */
export const doctorSettings = [
  defineSetting({
    name: 'doctor.reach_url',
    kind: 'text',
    schema: z
      .url({ protocol: /^https?$/ })
      .refine((url) => /\{port\}|%7Bport%7D/i.test(url))
      .nullable(),
    default: null,
    accepts: 'an address that begins with http:// or https:// and holds {port}, and {ip} where it is wanted',
    doc: 'A second host that says whether it reaches the axon, asked by `doctor --online`: 200 is yes.',
  }),
  defineSetting({
    name: 'doctor.clock_url',
    kind: 'text',
    schema: z.url({ protocol: /^https?$/ }).nullable(),
    default: null,
    defaultShown: "the chain's endpoint",
    accepts: 'an address that begins with http:// or https://',
    doc: 'A web server whose header `Date` tells `doctor` the time.',
  }),
] as const
