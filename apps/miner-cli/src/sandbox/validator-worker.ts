import { readFileSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { createDendrite } from '@ig/axon'
import { readHotkey } from '@ig/wallet'
import { z } from 'zod'
import { replaceFile } from '../process/replace-file.ts'
import { askEvents } from '../simulate/validator/ask-events.ts'
import { type PolledEvent, recordPoll } from './record-poll.ts'
import { scoreResolved } from './score-resolved.ts'
import { liveEvents, marketPrice, outcome } from './simulation.ts'
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
  const { target, pollMs } = settings
  const timeoutMs = Math.min(12_000, pollMs)
  const { probabilities, ...answer } = await askEvents(dendrite, target, events, { timeoutMs })
  const polled = events.map((event, index): PolledEvent => {
    const market = marketPrice(settings.seed, event.eventId, askedAtMs)
    return { event, probability: probabilities[index] ?? null, market }
  })
  state = recordPoll(state, polled, { nowMs: askedAtMs, pollMs })
  writeState()
  report({ kind: 'poll', poll: state.polls, askedAtMs, ...answer, events: polled })
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
  replaceFile(settings.stateFile, JSON.stringify(state))
}
