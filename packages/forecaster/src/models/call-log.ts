import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { ModelCache } from './model-cache.ts'

/** The model calls of one forecast, and whether all of them were answered by the cache. */
export interface CallLog {
  add(key: string, isReplay: boolean): void
  readonly isReplay: boolean
  readonly keys: readonly string[]
}

export function createCallLog(): CallLog {
  const keys: string[] = []
  let asked = 0
  return {
    add(key, isReplay) {
      keys.push(key)
      if (!isReplay) asked++
    },
    get isReplay() {
      return asked === 0
    },
    get keys() {
      return keys
    },
  }
}

const timingsSchema = z.record(z.string(), z.number())

/**
 * The timings that a forecast prints: its own, or the original's where the cache answered every call, so that a
 * replay is the same byte for byte. `subject` tells forecasts without a call apart: question and as-of time.
 */
export function timingsToPrint(
  timingsMs: Readonly<Record<string, number>>,
  about: { readonly cache: ModelCache | undefined; readonly calls: CallLog; readonly subject: string },
): Readonly<Record<string, number>> {
  const { cache, calls, subject } = about
  if (cache === undefined) return timingsMs
  const key = createHash('sha256')
    .update(JSON.stringify(['timings', subject, calls.keys.toSorted()]))
    .digest('hex')
  try {
    const kept = calls.isReplay ? cache.get(key) : null
    if (kept !== null) return timingsSchema.parse(JSON.parse(kept))
    cache.set(key, JSON.stringify(timingsMs))
  } catch {
    // A cache that fails costs what it would have saved; the calls have told of it.
  }
  return timingsMs
}
