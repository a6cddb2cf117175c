import type { StoreHealth } from '@ig/miner'
import type { ClockSamples } from './clock-samples.ts'
import type { ProviderState } from './provider-book.ts'
import { providerIsDown } from './provider-is-down.ts'
import type { DiskState } from './watch-disk.ts'

/** What a miner stands on: its store, disk, clock, and the services that forecasts are made from. */
export interface MachinePart {
  readonly store: StoreHealth
  readonly disk: DiskState | null
  readonly clock: ReturnType<ClockSamples['offset']>
  readonly providers: readonly ProviderState[]
}

/** The same as `status --json` prints it. */
export function machineJson({ store, disk, clock, providers }: MachinePart) {
  const { degraded, pendingWrites, lostWrites } = store
  return {
    store: {
      degraded: degraded && { reason: degraded.reason, since: isoTime(degraded.sinceMs) },
      pendingWrites,
      lostWrites,
      bytes: disk?.storeBytes ?? null,
    },
    disk: disk && { freeBytes: disk.freeBytes, totalBytes: disk.totalBytes },
    clock,
    providers: providers.map((provider) => ({
      kind: provider.kind,
      name: provider.name,
      down: providerIsDown(provider),
      failures: provider.failures,
      failuresInARow: provider.failuresInARow,
      lastCode: provider.lastCode,
      lastFailureAt: provider.lastFailureAtMs === null ? null : isoTime(provider.lastFailureAtMs),
      lastSuccessAt: provider.lastSuccessAtMs === null ? null : isoTime(provider.lastSuccessAtMs),
    })),
  }
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString()
}
