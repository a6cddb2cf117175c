// Loaded into the miner by soak.ts (`node --import`): says what only the process itself can tell, when it is asked.
import { queryObjects } from 'node:v8'
import { isMainThread } from 'node:worker_threads'

const timer = setTimeout(() => {}, 0)
const Timeout = timer.constructor
clearTimeout(timer)

if (isMainThread) {
  process.on('message', (message) => {
    if (message !== 'look') return
    // Counts what is still reachable, after a collection of all garbage.
    const timers = queryObjects(Timeout)
    process.send?.({ timers, heapBytes: process.memoryUsage().heapUsed })
  })
  process.channel?.unref()
}
