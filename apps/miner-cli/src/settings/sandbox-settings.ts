import { z } from 'zod'
import { defineSetting } from './setting.ts'

/** The sandbox's own. */
export const sandboxSettings = [
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
] as const
