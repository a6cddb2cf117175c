import { closeSync, fchmodSync, ftruncateSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { IgError } from '@ig/errors'
import { NONCE_MAX_WINDOW_NS } from '@ig/protocol'
import { z } from 'zod'
import type { NonceRecord } from './replay-guard.ts'

/** Keeps accepted nonces across a restart, so that a request recorded before it cannot be replayed after it. */
export interface NonceJournal {
  /** The records that may still matter at `nowNs`. Called once, before the first `append`. */
  load(nowNs: bigint): Iterable<NonceRecord>
  /** Written when it returns: the request is handled afterwards, so that not even `kill -9` forgets it. */
  append(record: NonceRecord): void
  close(): void
}

// A nonce may lie 4 s ahead of the clock, and one more second is cheap.
const SEGMENT_NS = NONCE_MAX_WINDOW_NS + 5_000_000_000n

const journalLine = z.tuple([
  z.string().regex(/^\d{1,20}$/),
  z.string().regex(/^[0-9a-f]{64}$/),
  z.string().nullable(),
])

/**
 * A journal in two files, `path` and `path.1`, each of mode 0600: one JSON line a record, appended by one
 * synchronous write. When the current file has been in use for the whole replay window, all that the older one
 * holds has expired: the current one takes its place. So nothing is ever rewritten, and the size is bounded by two
 * windows of requests. A torn last line, as a power cut may leave, is dropped.
 *
 * @throws IgError `E_NONCE_JOURNAL` where the file cannot be opened or written.
 */
export function fileNonceJournal(path: string, nowNs: () => bigint = wallClockNs): NonceJournal {
  const olderPath = `${path}.1`
  let file: number | null = null
  let openedAtNs = 0n

  function open(flags: 'a' | 'w'): number {
    return attempt('opened', () => {
      const opened = openSync(path, flags, 0o600)
      fchmodSync(opened, 0o600)
      openedAtNs = nowNs()
      return opened
    })
  }

  function attempt<T>(what: string, action: () => T): T {
    try {
      return action()
    } catch (cause) {
      throw new IgError({
        code: 'E_NONCE_JOURNAL',
        message: `The journal of nonces cannot be ${what}, and without it a restart would let requests be replayed.`,
        values: { path },
        hint: 'Make the folder writable and leave some room on the disk.',
        cause,
      })
    }
  }

  function rotate(): void {
    if (file !== null) closeSync(file)
    attempt('rotated', () => renameSync(path, olderPath))
    file = open('w')
  }

  return {
    load(atNs) {
      const older = parseRecords(readIfThere(olderPath))
      const current = readIfThere(path)
      const records = [...older, ...parseRecords(current)]
      file = open('a')
      const whole = current.lastIndexOf('\n') + 1
      if (whole < current.length) {
        const kept = Buffer.byteLength(current.slice(0, whole))
        attempt('repaired', () => truncate(path, kept))
      }
      return records.filter((record) => record.nonceNs >= atNs - NONCE_MAX_WINDOW_NS)
    },
    append(record) {
      if (file === null) file = open('a')
      else if (nowNs() - openedAtNs > SEGMENT_NS) rotate()
      const line = `["${record.nonceNs}","${record.publicKeyHex}",${JSON.stringify(record.uuid)}]\n`
      const target = file
      attempt('written', () => writeSync(target, line))
    },
    close() {
      if (file !== null) closeSync(file)
      file = null
    },
  }
}

/** A journal that forgets at a restart: for tests, and where replays do no harm. */
export function memoryNonceJournal(): NonceJournal {
  return { load: () => [], append: () => {}, close: () => {} }
}

const wallClockNs = () => BigInt(Date.now()) * 1_000_000n

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw new IgError({
      code: 'E_NONCE_JOURNAL',
      message: 'The journal of nonces cannot be read.',
      values: { path },
      cause,
    })
  }
}

function truncate(path: string, length: number): void {
  const file = openSync(path, 'r+')
  try {
    ftruncateSync(file, length)
  } finally {
    closeSync(file)
  }
}

function parseRecords(text: string): NonceRecord[] {
  return text.split('\n').flatMap((line) => {
    const parsed = journalLine.safeParse(parseLine(line))
    if (!parsed.success) return []
    const [nonceNs, publicKeyHex, uuid] = parsed.data
    return [{ nonceNs: BigInt(nonceNs), publicKeyHex, uuid }]
  })
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    // A torn line is no record: its request was never handled.
    return null
  }
}
