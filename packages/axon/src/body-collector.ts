import type { BodyBudget } from './body-budget.ts'

/** Why a body was not taken. */
export type BodyRefusal = 'too-large' | 'no-room'

/** A body while it arrives: what it may take is asked for before it is kept. */
export interface BodyCollector {
  /** Keeps a chunk, or says why not; after a refusal nothing is held any more. */
  add(chunk: Uint8Array): BodyRefusal | null
  /** The body in one piece. Its bytes stay counted until `release`. */
  bytes(): Uint8Array
  /** Gives the bytes back to the budget; harmless twice. */
  release(): void
}

const FIRST_CAPACITY = 16 * 1024

/**
 * Gathers chunks into one buffer that doubles as it fills, so that a body sent in millions of tiny chunks costs no
 * more than twice its bytes. A body of one chunk, the rule, is not copied.
 */
export function createBodyCollector(limitBytes: number, budget: BodyBudget): BodyCollector {
  let buffer: Uint8Array | null = null
  let length = 0
  let counted = 0

  function grown(full: Uint8Array, used: number, needed: number): Uint8Array {
    const larger = new Uint8Array(Math.max(needed, Math.min(2 * needed, limitBytes), FIRST_CAPACITY))
    larger.set(full.subarray(0, used))
    return larger
  }

  function release(): void {
    budget.give(counted)
    counted = 0
    buffer = null
    length = 0
  }

  return {
    add(chunk) {
      const needed = length + chunk.length
      if (needed > limitBytes) {
        release()
        return 'too-large'
      }
      if (!budget.take(chunk.length)) {
        release()
        return 'no-room'
      }
      counted += chunk.length
      if (buffer === null) buffer = chunk
      else {
        if (needed > buffer.length || length === buffer.length) buffer = grown(buffer, length, needed)
        buffer.set(chunk, length)
      }
      length = needed
      return null
    },
    bytes: () => (buffer ?? new Uint8Array(0)).subarray(0, length),
    release,
  }
}
