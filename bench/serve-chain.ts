// A chain in memory with 256 neurons, in a process of its own: prints its endpoint and serves until it is killed.
import { createInMemoryChain, serveInMemoryChain } from '../packages/subtensor-client/src/testing/index.ts'

const { endpoint } = await serveInMemoryChain(createInMemoryChain({ neurons: 256 }))
console.log(JSON.stringify({ endpoint }))
