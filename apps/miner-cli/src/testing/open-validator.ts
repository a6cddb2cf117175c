import { createDendrite } from '@ig/axon'
import { EventPredictionSynapse } from '@ig/protocol'
import { keypairFromUri } from '@ig/sr25519'
import { onTestFinished } from 'vitest'
import type { ReadyLine } from './spawn-miner.ts'

/** A validator that asks about events, by their ids. */
export function openValidator(uri = '//Alice') {
  const dendrite = createDendrite({ keypair: keypairFromUri(uri) })
  onTestFinished(() => dendrite.close())
  return async ({ axon }: ReadyLine, ids: readonly string[], words = 'As the source says.') => {
    const events = Object.fromEntries(
      ids.map((id) => [
        `ifgames-${id}`,
        {
          event_id: id,
          market_type: 'llm',
          description: `Will ${id} happen? ${words}`,
          cutoff: 4_000_000_000,
          metadata: {},
          probability: null,
          reasoning: null,
          miner_answered: false,
        },
      ]),
    )
    const [reply] = await dendrite.query(axon, EventPredictionSynapse, { events })
    return {
      status: reply?.statusCode,
      probabilities: Object.values(reply?.fields.events ?? {}).map(({ probability }) => probability),
    }
  }
}
