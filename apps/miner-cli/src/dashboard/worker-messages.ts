import type { KnownSecrets } from '../output/redact.ts'
import type { Snapshot } from './page.ts'
import type { MetricsText } from './server/dashboard-source.ts'

/** What the dashboard's thread is started with. */
export interface WorkerSettings {
  readonly ip: string
  readonly port: number
  /** Whether another port serves where this one is taken. */
  readonly mayMove: boolean
  readonly token: string | null
  readonly hosts: readonly string[]
  readonly database: string
  /** What no page may show, whatever the store holds. */
  readonly known: KnownSecrets
}

/** What the miner tells the dashboard. */
export type ToWorker =
  | { readonly kind: 'state'; readonly snapshot: Snapshot; readonly logLines: readonly string[] }
  | { readonly kind: 'metrics'; readonly id: number; readonly metrics: MetricsText | null }
  | SecretsMessage

/** There is more that no page may show. */
export interface SecretsMessage {
  readonly kind: 'known'
  readonly known: KnownSecrets
}

/** What the dashboard tells the miner. */
export type FromWorker =
  | { readonly kind: 'listening'; readonly ip: string; readonly port: number }
  | { readonly kind: 'not-listening'; readonly reason: string }
  /** Whether somebody looks. */
  | { readonly kind: 'watched'; readonly watched: boolean }
  /** What does the miner do now? */
  | { readonly kind: 'tell' }
  | { readonly kind: 'metrics'; readonly id: number }
  | { readonly kind: 'failed'; readonly error: Error }
