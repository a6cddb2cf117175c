import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { replaceFile } from '../process/replace-file.ts'
import { NOTICE_RULES, noticeSchema } from './notice.ts'
import { NOTHING_TOLD, type NoticeState } from './notice-state.ts'
import type { Posted } from './outbox.ts'

/** What a miner must know after a restart, so as not to say everything again. */
export interface KeptNotices {
  readonly told: NoticeState['told']
  readonly waiting: readonly Posted[]
}

const keptNotices = z.object({
  schemaVersion: z.literal(1),
  told: z.record(
    z.string(),
    z.object({
      rule: z.enum(NOTICE_RULES),
      level: z.union([z.literal(1), z.literal(2)]),
      sinceMs: z.number(),
      seenAtMs: z.number(),
    }),
  ),
  waiting: z.array(z.object({ notice: noticeSchema, addedAtMs: z.number() })),
})

/** What a former process kept; nothing where there is no such file, or none that can be read. */
export function readNoticesFile(path: string): KeptNotices {
  try {
    const { told, waiting } = keptNotices.parse(JSON.parse(readFileSync(path, 'utf8')))
    return { told, waiting }
  } catch {
    // Something is said twice then, which is better than a miner that does not start.
    return { told: NOTHING_TOLD.told, waiting: [] }
  }
}

/** Replaces the file as a whole. Throws what the disk throws. */
export function writeNoticesFile(path: string, kept: KeptNotices): void {
  replaceFile(path, `${JSON.stringify({ schemaVersion: 1, ...kept })}\n`)
}
