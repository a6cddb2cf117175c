import { z } from 'zod'
import { defineSetting } from './setting.ts'

/** Whether people are told by a webhook what they should know, and from when on. */
export const noticeSettings = [
  defineSetting({
    name: 'notices.webhook_url',
    kind: 'text',
    schema: z.url({ protocol: /^https?$/ }).nullable(),
    default: null,
    accepts: 'an address that begins with https:// or http://',
    doc: 'Post notices here: deregistration, silence, spend, providers, clock, chain, disk. Whoever has the address can write there, so it is a secret.',
    secret: true,
  }),
  defineSetting({
    name: 'notices.shape',
    kind: 'text',
    schema: z.enum(['auto', 'json', 'slack', 'discord']),
    default: 'auto',
    accepts: 'auto, json, slack or discord',
    doc: 'How notices are written; `auto` knows the addresses of Slack and Discord and writes JSON for any other.',
  }),
  defineSetting({
    name: 'notices.silence_minutes',
    kind: 'number',
    schema: z.int().min(0).max(100_000),
    default: 30,
    accepts: 'a whole number of minutes (0: never)',
    doc: 'Tell that no validator has asked for so long.',
  }),
  defineSetting({
    name: 'notices.min_free_disk_mb',
    kind: 'number',
    schema: z.int().min(0).max(1_000_000_000),
    default: 1_024,
    accepts: 'a whole number of megabytes',
    doc: 'Tell that the disk of the data folder has less room than this.',
  }),
] as const
