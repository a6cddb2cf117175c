import { z } from 'zod'

/** What notices are about. */
export const NOTICE_RULES = [
  'registration',
  'queries',
  'spend',
  'provider',
  'clock',
  'chain',
  'disk',
  'test',
] as const

export type NoticeRule = (typeof NOTICE_RULES)[number]

/** Something that a person should know: what is wrong, that it has become worse, or that it is over. */
export const noticeSchema = z.object({
  kind: z.enum(['trouble', 'recovery', 'test']),
  rule: z.enum(NOTICE_RULES),
  /** The rule, and what of several things it is about: `provider news exa`. */
  key: z.string(),
  severity: z.enum(['info', 'warning', 'critical']),
  title: z.string(),
  text: z.string(),
  /** ISO 8601. */
  at: z.string(),
  /** When the trouble was first told, ISO 8601; null where this is the first word of it. */
  since: z.string().nullable(),
  miner: z.object({
    network: z.string(),
    netuid: z.number(),
    hotkey: z.string().nullable(),
    uid: z.number().nullable(),
  }),
})

export type Notice = Readonly<z.output<typeof noticeSchema>>
