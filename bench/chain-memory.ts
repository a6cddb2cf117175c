// A process that reads the metagraph of the chain at the endpoint given, and says what memory it took.
import { createSubtensorClient } from '../packages/subtensor-client/src/index.ts'

const megabytes = () => Math.round(process.memoryUsage.rss() / 1e6)
const startedAt = performance.now()
const client = createSubtensorClient({ endpoints: process.argv.slice(2) })
await client.getMetagraph(2)
const connectMs = Math.round(performance.now() - startedAt)
const firstMb = megabytes()
for (let i = 1; i < 100; i += 1) await client.getMetagraph(2)
console.log(JSON.stringify({ connectMs, firstMb, afterMb: megabytes() }))
await client.close()
