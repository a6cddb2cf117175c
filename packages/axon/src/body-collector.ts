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
 * more than twice its bytes, and no slab of the socket is kept alive by a slice of it.
 */
export function createBodyCollector(limitBytes: number, budget: BodyBudget): BodyCollector {
  let buffer: Uint8Array | null = null
  let length = 0
  let counted = 0

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
      if (buffer === null || needed > buffer.length) {
        const grown = new Uint8Array(
          Math.min(Math.max(needed, 2 * (buffer?.length ?? 0), FIRST_CAPACITY), Math.max(limitBytes, needed)),
        )
        if (buffer) grown.set(buffer.subarray(0, length))
        buffer = grown
      }
      buffer.set(chunk, length)
      length = needed
      return null
    },
    bytes: () => (buffer ?? new Uint8Array(0)).subarray(0, length),
    release,
  }
}
