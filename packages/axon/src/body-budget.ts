/** Bytes of bodies in memory, counted against one bound for all. */
export interface BodyBudget {
  /** Counts `bytes` more; false, and nothing counted, where that would pass the bound. */
  take(bytes: number): boolean
  give(bytes: number): void
  readonly heldBytes: number
}

/** A budget of its own, or a smaller share of `parent` that counts there too. */
export function createBodyBudget(maxBytes: number, parent?: BodyBudget): BodyBudget {
  let heldBytes = 0
  return {
    take(bytes) {
      if (heldBytes + bytes > maxBytes) return false
      if (parent && !parent.take(bytes)) return false
      heldBytes += bytes
      return true
    },
    give(bytes) {
      heldBytes -= bytes
      parent?.give(bytes)
    },
    get heldBytes() {
      return heldBytes
    },
  }
}
