import type { AxonEvent } from '@ig/axon'

/** Something that happens again and again, for whoever wants to know. */
export interface Signal<T> {
  /** Tells every listener at once; on the way of a request, so a listener is quick and throws nothing. */
  tell(happening: T): void
  /** Gives what ends the listening. */
  listen(listener: (happening: T) => void): () => void
}

/** What goes on in a running miner, for what counts or tells it. */
export interface Happenings {
  /** Every request that reached a synapse or was refused. */
  readonly request: Signal<AxonEvent>
}

export function createHappenings(): Happenings {
  return { request: createSignal() }
}

function createSignal<T>(): Signal<T> {
  const listeners = new Set<(happening: T) => void>()
  return {
    tell(happening) {
      for (const listener of listeners) listener(happening)
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
