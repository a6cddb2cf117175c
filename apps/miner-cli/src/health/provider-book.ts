import type { ProviderHappening } from '../miner/happenings.ts'

/** How one service that forecasts are made from is doing. */
export interface ProviderState {
  readonly kind: ProviderHappening['kind']
  readonly name: string
  readonly failures: number
  readonly failuresInARow: number
  /** Why it failed last; null where it never has. */
  readonly lastCode: string | null
  readonly lastFailureAtMs: number | null
  readonly lastSuccessAtMs: number | null
}

/** Remembers how services do, by what happens with them. */
export interface ProviderBook {
  saw(happening: ProviderHappening): void
  states(): readonly ProviderState[]
}

/** The settings name a handful; a strategy that makes names up must not fill memory. */
const MOST_PROVIDERS = 64

export function createProviderBook(nowMs: () => number): ProviderBook {
  const states = new Map<string, ProviderState>()
  return {
    saw({ kind, name, code }) {
      const key = `${kind} ${name}`
      const before = states.get(key)
      if (before === undefined && states.size >= MOST_PROVIDERS) return
      const fresh = { kind, name, failures: 0, failuresInARow: 0, lastCode: null, lastFailureAtMs: null }
      const state = before ?? { ...fresh, lastSuccessAtMs: null }
      states.set(
        key,
        code === null
          ? { ...state, failuresInARow: 0, lastSuccessAtMs: nowMs() }
          : {
              ...state,
              failures: state.failures + 1,
              failuresInARow: state.failuresInARow + 1,
              lastCode: code,
              lastFailureAtMs: nowMs(),
            },
      )
    },
    states: () => [...states.values()],
  }
}
