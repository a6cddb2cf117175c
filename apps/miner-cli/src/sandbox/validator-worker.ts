import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { createDendrite } from '@ig/axon'
import { EventPredictionSynapse, eventKey, numberOf } from '@ig/protocol'
import { readHotkey } from '@ig/wallet'
import { z } from 'zod'
import { type PolledEvent, recordPoll } from './record-poll.ts'
import { scoreResolved } from './score-resolved.ts'
import { liveEvents, marketPrice, outcome, type SimulatedEvent } from './simulation.ts'
import { startPolling } from './start-polling.ts'
import type { ValidatorReport } from './validator-report.ts'
import { emptyState, type ValidatorState, validatorState } from './validator-state.ts'

/** What the local validator is started with. */
const settings = z
  .object({
    target: z.object({ ip: z.string(), port: z.int(), hotkey: z.string() }),
    wallet: z.object({ path: z.string(), name: z.string(), hotkey: z.string() }),
    seed: z.int(),
    pollMs: z.number(),
    stateFile: z.string(),
  })
  .parse(workerData)

const dendrite = createDendrite({ keypair: readHotkey(settings.wallet).keypair })
let state = readState()

const polling = startPolling({ pollMs: settings.pollMs, poll, betweenPolls: resolve, onError })

parentPort?.on('message', async (message) => {
  if (message !== 'stop') return
  await polling.stop()
  await dendrite.close()
  writeState()
  parentPort?.close()
})

function onError(error: unknown): void {
  report({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
}

/** Asks about every live event, exactly as a validator on a chain would. */
async function poll(): Promise<void> {
  const askedAtMs = Date.now()
  const events = liveEvents(settings.seed, askedAtMs)
  const startedAt = performance.now()
  const [reply] = await dendrite.query(
    [settings.target],
    EventPredictionSynapse,
    { events: Object.fromEntries(events.map((event) => [keyOf(event), asAsked(event)])) },
    { timeoutMs: Math.min(12_000, settings.pollMs) },
  )
  const answers = reply?.isSuccess ? reply.fields.events : {}
  const polled = events.map((event): PolledEvent => {
    const answer = Object.hasOwn(answers, keyOf(event)) ? answers[keyOf(event)] : undefined
    return {
      event,
      probability: usable(numberOf(answer?.probability)),
      market: marketPrice(settings.seed, event.eventId, askedAtMs),
    }
  })
  state = recordPoll(state, polled, { nowMs: askedAtMs, pollMs: settings.pollMs })
  writeState()
  report({
    kind: 'poll',
    poll: state.polls,
    askedAtMs,
    durationMs: performance.now() - startedAt,
    statusCode: reply?.statusCode ?? null,
    statusMessage: reply?.statusMessage ?? null,
    events: polled,
  })
}

/** The metadata names no price: a miner that wants one has to know its market. */
function asAsked(event: SimulatedEvent) {
  return {
    event_id: event.eventId,
    market_type: event.marketType,
    probability: null,
    reasoning: null,
    miner_answered: false,
    description: event.description,
    cutoff: Math.floor(event.cutoffMs / 1000),
    metadata: { market_type: 'simulated', sandbox: true },
  }
}

function keyOf({ eventId, marketType }: SimulatedEvent): string {
  return eventKey({ marketType, eventId })
}

function usable(probability: number | undefined): number | null {
  return probability !== undefined && probability >= 0 && probability <= 1 ? probability : null
}

function resolve(): void {
  const nowMs = Date.now()
  const scored = scoreResolved(state, (eventId) => outcome(settings.seed, eventId, nowMs))
  if (scored.resolved.length === 0) return
  state = scored.state
  writeState()
  const { resolved, brier, peer } = state
  report({ kind: 'resolved', events: scored.resolved, total: { resolved, brier, peer } })
}

function report(message: ValidatorReport): void {
  parentPort?.postMessage(message)
}

/** Scores of another seed's world, or of a file that cannot be read, are started anew. */
function readState(): ValidatorState {
  try {
    const stored = validatorState.parse(JSON.parse(readFileSync(settings.stateFile, 'utf8')))
    return stored.seed === settings.seed ? stored : emptyState(settings.seed)
  } catch {
    return emptyState(settings.seed)
  }
}

function writeState(): void {
  writeFileSync(`${settings.stateFile}.new`, JSON.stringify(state), { mode: 0o600 })
  renameSync(`${settings.stateFile}.new`, settings.stateFile)
}
