import { closeSync, fchmodSync, ftruncateSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { IgError } from '@ig/errors'
import { NONCE_MAX_WINDOW_NS } from '@ig/protocol'
import { z } from 'zod'
import type { NonceRecord } from './replay-guard.ts'

/** Keeps accepted nonces across a restart, so that a request recorded before it cannot be replayed after it. */
export interface NonceJournal {
  /** The records that may still matter at `nowNs`. Called once, before the first `append`. */
  load(nowNs: bigint): Iterable<NonceRecord>
  /**
   * Written when it returns: the request is handled afterwards, so that not even `kill -9` forgets it. Where the disk
   * refuses it throws, keeps the record in memory, and writes it down with the next one that the disk takes.
   */
  append(record: NonceRecord): void
  /** Records that only memory has. Absent: none ever. */
  waiting?(): number
  close(): void
}

// A nonce may lie 4 s ahead of the clock, and one more second is cheap.
const SEGMENT_NS = NONCE_MAX_WINDOW_NS + 5_000_000_000n
/** A disk that refused is tried again after a while, not at every request. */
const RETRY_NS = 1_000_000_000n
/** So many that wait for the disk are looked through for expired ones. */
const SWEEP_FROM = 1_024

const journalLine = z.tuple([
  z.string().regex(/^\d{1,20}$/),
  z.string().regex(/^[0-9a-f]{64}$/),
  z.string().nullable(),
])

/**
 * A journal in two files, `path` and `path.1`, each of mode 0600: one JSON line a record, appended by one
 * synchronous write. When the current file has been in use for the whole replay window, all that the older one
 * holds has expired: the current one takes its place. So nothing is ever rewritten, and the size is bounded by two
 * windows of requests. A torn last line, as a power cut or a full disk may leave, is dropped.
 *
 * @throws IgError `E_NONCE_JOURNAL` where the file cannot be opened or written.
 */
export function fileNonceJournal(path: string, nowNs: () => bigint = wallClockNs): NonceJournal {
  const olderPath = `${path}.1`
  let file: number | null = null
  let openedAtNs = 0n
  let pending: NonceRecord[] = []
  let sweepAt = SWEEP_FROM
  let isTorn = false
  let refused: { readonly atNs: bigint; readonly error: IgError } | null = null

  function open(flags: 'a' | 'w'): number {
    const opened = openSync(path, flags, 0o600)
    fchmodSync(opened, 0o600)
    openedAtNs = nowNs()
    return opened
  }

  /** The old file is let go of last: until there is a new one, it takes what comes. */
  function rotate(old: number): number {
    renameIfThere(path, olderPath)
    const opened = open('w')
    closeSync(old)
    isTorn = false
    return opened
  }

  function writePending(target: number): void {
    // What a full disk took half of is no record; the line after it must be one.
    const bytes = Buffer.from((isTorn ? '\n' : '') + pending.map(lineOf).join(''))
    for (let at = 0; at < bytes.length; ) {
      at += writeSync(target, bytes, at)
      isTorn = at < bytes.length
    }
    pending = []
    sweepAt = SWEEP_FROM
  }

  function dropExpired(): void {
    if (pending.length < sweepAt) return
    const fromNs = nowNs() - NONCE_MAX_WINDOW_NS
    pending = pending.filter(({ nonceNs }) => nonceNs >= fromNs)
    sweepAt = Math.max(SWEEP_FROM, 2 * pending.length)
  }

  function attempt<T>(what: string, action: () => T): T {
    try {
      return action()
    } catch (cause) {
      const error = new IgError({
        code: 'E_NONCE_JOURNAL',
        message: `The journal of nonces cannot be ${what}, and without it a restart would let requests be replayed.`,
        values: { path, waiting: pending.length },
        hint: 'Make the folder writable and leave some room on the disk.',
        cause,
      })
      refused = { atNs: nowNs(), error }
      throw error
    }
  }

  function throwIfJustRefused(): void {
    if (refused === null) return
    const sinceNs = nowNs() - refused.atNs
    // A clock that stepped back must not keep the disk from being tried.
    if (sinceNs >= 0n && sinceNs < RETRY_NS) throw refused.error
    refused = null
  }

  return {
    load(atNs) {
      const older = parseRecords(readIfThere(olderPath))
      const current = readIfThere(path)
      const records = [...older, ...parseRecords(current)]
      file = attempt('opened', () => open('a'))
      const whole = current.lastIndexOf('\n') + 1
      if (whole < current.length) {
        const kept = Buffer.byteLength(current.slice(0, whole))
        attempt('repaired', () => truncate(path, kept))
      }
      return records.filter((record) => record.nonceNs >= atNs - NONCE_MAX_WINDOW_NS)
    },
    append(record) {
      pending.push(record)
      dropExpired()
      throwIfJustRefused()
      file ??= attempt('opened', () => open('a'))
      const isFull = nowNs() - openedAtNs > SEGMENT_NS
      if (!isFull) attempt('written', () => writePending(file as number))
      else {
        try {
          file = attempt('rotated', () => rotate(file as number))
        } finally {
          attempt('written', () => writePending(file as number))
        }
      }
    },
    waiting: () => pending.length,
    close() {
      if (file === null) return
      try {
        if (pending.length > 0) attempt('written', () => writePending(file as number))
      } finally {
        closeSync(file)
        file = null
      }
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

function renameIfThere(path: string, target: string): void {
  try {
    renameSync(path, target)
  } catch (error) {
    // It was moved by an earlier try, which could not make the new file.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

function lineOf({ nonceNs, publicKeyHex, uuid }: NonceRecord): string {
  return `["${nonceNs}","${publicKeyHex}",${JSON.stringify(uuid)}]\n`
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
