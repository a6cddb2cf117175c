import type { AxonEvent } from './axon-event.ts'
import type { AxonLimits } from './axon-limits.ts'
import type { BodyBudget } from './body-budget.ts'
import type { CallerKey, CallerPolicy } from './caller.ts'
import type { FairQueue } from './fair-queue.ts'
import type { Routes } from './find-route.ts'
import type { JsonWorker } from './json-worker-thread.ts'
import type { NonceJournal } from './nonce-journal.ts'
import type { RateLimiter } from './rate-limiter.ts'
import type { Refusal } from './refusal.ts'
import type { RefusalPace } from './refusal-pace.ts'
import type { ReplayGuard } from './replay-guard.ts'

/** All that the steps of answering a request share. */
export interface AxonContext {
  readonly hotkeySs58: string
  readonly routes: Routes
  readonly limits: AxonLimits
  readonly policy: CallerPolicy
  readonly keyOf: (address: string) => CallerKey | Refusal
  readonly limiter: RateLimiter
  /** Failed signatures by address and claimed key: where there are many, that claim waits behind everyone. */
  readonly forgeries: RateLimiter
  readonly pace: RefusalPace
  readonly guard: ReplayGuard
  readonly journal: NonceJournal
  readonly queue: FairQueue
  readonly bodies: BodyBudget
  /** The smaller share for bodies that must be read before their signature can be verified. */
  readonly unverifiedBodies: BodyBudget
  /** Answers to large bodies, for as long as they are not taken. */
  readonly largeAnswers: BodyBudget
  readonly jsonWorker: JsonWorker
  readonly externalIp: string | undefined
  readonly externalPort: number | undefined
  readonly nowNs: () => bigint
  readonly randomId: () => string
  readonly onEvent: (event: AxonEvent) => void
}
