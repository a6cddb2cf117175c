// The axon under test, with a handler that only fills in a number. Prints one line of JSON when it listens.
import { createAxon, fileNonceJournal, serve } from '../packages/axon/src/index.ts'
import {
  type EventPredictionFields,
  EventPredictionSynapse,
  encodeSs58,
} from '../packages/protocol/src/index.ts'
import { keypairFromUri } from '../packages/sr25519/src/index.ts'

const [journalPath = '', rateLimit = '0', knownKeys = '0'] = process.argv.slice(2)
const known = new Set(
  Array.from({ length: Number(knownKeys) }, (_, index) =>
    encodeSs58(keypairFromUri(`//Validator//${index}`).publicKey),
  ),
)
const axon = createAxon({
  hotkey: keypairFromUri('//Bob'),
  rateLimitPerSecond: Number(rateLimit),
  nonceJournal: fileNonceJournal(journalPath),
  policy: ({ ss58 }) => ({ allowed: true, priority: known.has(ss58) ? 1_000 : 0 }),
  synapses: [
    {
      synapse: EventPredictionSynapse,
      forward(request: EventPredictionFields) {
        for (const event of Object.values(request.events)) {
          event.probability = 0.5
          event.miner_answered = true
        }
        return request
      },
    },
  ],
})
const server = await serve(axon, { port: 0 })
console.log(JSON.stringify({ port: server.port, hotkey: axon.hotkeySs58, pid: process.pid }))
process.on('SIGTERM', () => process.exit(0))
