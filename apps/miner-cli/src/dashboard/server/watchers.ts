/** Counts who looks, and tells them when there may be something new. */
export interface Watchers {
  readonly count: number
  watch(): Disposable
  /** Resolves at the next `tell`. */
  changed(): Promise<void>
  tell(): void
}

/** `onWatched` is told when the first one comes and when the last one has gone. */
export function createWatchers(onWatched: (watched: boolean) => void): Watchers {
  let count = 0
  let next = Promise.withResolvers<void>()
  return {
    get count() {
      return count
    },
    watch() {
      count++
      if (count === 1) onWatched(true)
      let isWatching = true
      return {
        [Symbol.dispose]() {
          if (!isWatching) return
          isWatching = false
          count--
          if (count === 0) onWatched(false)
        },
      }
    },
    changed: () => next.promise,
    tell() {
      const { resolve } = next
      next = Promise.withResolvers<void>()
      resolve()
    },
  }
}
