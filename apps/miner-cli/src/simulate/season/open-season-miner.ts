import { createAxon, serve } from '@ig/axon'
import {
  createManualClock,
  createMemoryStore,
  createMiner,
  type EventStore,
  type Log,
  type ManualClock,
  type ReportPolicy,
  type Strategy,
} from '@ig/miner'
import { keypairFromSeed } from '@ig/sr25519'
import { answeringSynapse } from '../../miner/open-axon.ts'
import type { SeasonPlan } from './plan-season.ts'
import { createSeasonMarket } from './season-market.ts'
import { createTrackedStrategy } from './tracked-strategy.ts'

/** The miner under test: the engine and the axon of `start`, on loopback, with a clock that is moved by hand. */
export interface SeasonMiner {
  readonly target: { readonly ip: string; readonly port: number; readonly hotkey: string }
  readonly clock: ManualClock
  readonly store: EventStore
  idle(): Promise<void>
  /** Money that its forecasts have cost, US dollars. */
  spentUsd(): number
  close(): Promise<void>
}

/** How the miner under test forecasts and reports. */
export interface SeasonMinerOptions {
  /** Null: market and prior. */
  readonly strategy: Strategy | null
  readonly report: (parts: {
    readonly store: EventStore
    readonly clock: ManualClock
    readonly plan: SeasonPlan
  }) => ReportPolicy
  readonly concurrency: number
  /** Real time that one forecast may take. */
  readonly deadlineMs: number
  /** For the whole season. */
  readonly capUsd: number
  readonly log: Log
}

/** Opens it at the season's start. Its nonces are judged by the season's clock, not by the machine's. */
export async function openSeasonMiner(plan: SeasonPlan, options: SeasonMinerOptions): Promise<SeasonMiner> {
  const { startMs, pollMs } = plan
  const clock = createManualClock(startMs)
  const store = createMemoryStore({ nowMs: clock.nowMs })
  const ledger = store.ledger({ capUsdPerDay: options.capUsd })
  const tracked = options.strategy && createTrackedStrategy(options.strategy, options.deadlineMs)
  const price = createSeasonMarket(plan)
  const miner = createMiner({
    store,
    // One cap for the whole season: all its money counts for its first day.
    ledger: { ...ledger, reserve: (entry) => ledger.reserve({ ...entry, nowMs: startMs }) },
    strategy: tracked?.strategy ?? null,
    marketPrice: ({ eventId }, nowMs) => price(eventId, nowMs),
    report: options.report({ store, clock, plan }),
    clock,
    random: () => 0.5,
    // What is due is looked at after each poll; between polls nothing in a simulated world calls for it.
    settings: { concurrency: options.concurrency, planEveryMs: pollMs },
    log: options.log,
  })
  const hotkey = keypairFromSeed(new Uint8Array(32).fill(7))
  const axon = createAxon({
    hotkey,
    synapses: [answeringSynapse(miner, { policy: undefined, mayPay: () => true })],
    nowNs: () => BigInt(clock.nowMs()) * 1_000_000n,
  })
  const server = await serve(axon, { port: 0 })
  miner.start()
  return {
    target: { ip: server.ip, port: server.port, hotkey: axon.hotkeySs58 },
    clock,
    store,
    idle: async () => tracked?.idle(),
    spentUsd: () => ledger.spentUsd(startMs),
    async close() {
      await server.close({ graceMs: 0 })
      await axon.close()
      await miner.stop()
      store.close()
    },
  }
}
