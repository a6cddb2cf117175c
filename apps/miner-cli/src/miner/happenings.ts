import type { AxonEvent } from '@ig/axon'
import type { Forecast, StageEvent } from '@ig/forecaster'

/** Something that happens again and again, for whoever wants to know. */
export interface Signal<T> {
  /** Tells every listener at once; on the way of a request, so a listener is quick and throws nothing. */
  tell(happening: T): void
  /** Gives what ends the listening. */
  listen(listener: (happening: T) => void): () => void
}

/** How the making of a forecast goes on. */
export type ForecastHappening = {
  /** Tells the forecasts of this process apart. */
  readonly run: number
  readonly eventKey: string
  readonly atMs: number
} & (
  | { readonly kind: 'begun'; readonly strategy: string; readonly question: string }
  | { readonly kind: 'stage'; readonly stage: StageEvent }
  | { readonly kind: 'made'; readonly forecast: Forecast }
  | { readonly kind: 'failed'; readonly error: unknown }
)

/** What came of asking somebody else's service. */
export interface ProviderHappening {
  readonly kind: 'model' | 'news' | 'market'
  /** A model's name, or the name of a provider of news or of a venue, as the settings know it. */
  readonly name: string
  /** Why it failed, as `E_...`; null where it answered. */
  readonly code: string | null
}

/** What goes on in a running miner, for what counts or tells it. */
export interface Happenings {
  /** Every request that reached a synapse or was refused. */
  readonly request: Signal<AxonEvent>
  /** Forecasts of a strategy: those that answer by the market or a prior alone are not made, but at hand. */
  readonly forecast: Signal<ForecastHappening>
  /** Services that forecasts are made from. */
  readonly provider: Signal<ProviderHappening>
}

export function createHappenings(): Happenings {
  return { request: createSignal(), forecast: createSignal(), provider: createSignal() }
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
