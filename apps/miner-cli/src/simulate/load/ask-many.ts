import { setTimeout as sleep } from 'node:timers/promises'
import { createDendrite, type QueryOptions } from '@ig/axon'
import type { Keypair } from '@ig/sr25519'
import { askEvents } from '../validator/ask-events.ts'
import type { LoadEvent } from './load-events.ts'
import type { Sample } from './load-result.ts'
import type { LoadTarget } from './load-target.ts'

/** How a validator asks. */
export interface Asking extends QueryOptions {
  readonly target: LoadTarget
  readonly events: readonly LoadEvent[]
  /** Its clock; the machine's unless given. */
  readonly nowNs?: () => bigint
}

/** One validator asks one question after the other. */
export async function askInTurn(keypair: Keypair, asking: Asking, requests: number): Promise<Sample[]> {
  const samples: Sample[] = []
  await withDendrite(keypair, asking, async (ask) => {
    for (let request = 0; request < requests; request++) samples.push(await ask())
  })
  return samples
}

/** One validator asks every `everyMs` for as long as something else is under way, and once after it. */
export async function askMeanwhile(
  keypair: Keypair,
  asking: Asking,
  { everyMs, until }: { readonly everyMs: number; readonly until: Promise<unknown> },
): Promise<Sample[]> {
  const samples: Sample[] = []
  let isOver = false
  const over = until.finally(() => {
    isOver = true
  })
  await withDendrite(keypair, asking, async (ask) => {
    do {
      samples.push(await ask())
      await Promise.race([sleep(everyMs), over])
    } while (!isOver)
    samples.push(await ask())
  })
  await over
  return samples
}

async function withDendrite(
  keypair: Keypair,
  { target, events, nowNs, ...options }: Asking,
  run: (ask: () => Promise<Sample>) => Promise<void>,
): Promise<void> {
  const dendrite = createDendrite({ keypair, ...(nowNs && { nowNs }) })
  try {
    await run(async () => {
      const { probabilities, statusCode, durationMs } = await askEvents(dendrite, target, events, options)
      const answered = probabilities.filter((probability) => probability !== null).length
      return { status: statusCode, durationMs, asked: events.length, answered }
    })
  } finally {
    dendrite.close()
  }
}
