// A store that strangers flood: event-store.ts runs this in processes of their own, with the miner's heap limit.
import { sampleEvent, samplePrior } from '../packages/miner/src/store/sample-events.ts'
import { openSqliteStore } from '../packages/miner/src/store/sqlite-store.ts'

/** What a process found; each process fills in its part. */
export interface FloodFigures {
  readonly openMs: number
  readonly countMs: number
  /** The median of some. */
  readonly evictedMs: number
  readonly rssMb: number
  readonly live: number
  readonly inMemory: number
}

const QUERIES = 32
const [mode, path = ''] = process.argv.slice(2)
const stranger = { callerSs58: '5Stranger', nowMs: Date.now(), mayPay: false }

/** Events as they come off the wire: new strings every time. */
function query(round: number): ReturnType<typeof sampleEvent>[] {
  const events = Array.from({ length: 10_000 }, (_, index) =>
    sampleEvent(`flood${round}-${index}`, {
      description: `Will number ${index} of round ${round} come true? ${'As the rules say. '.repeat(15)}`,
      cutoffUnixSeconds: 4_000_000_000,
    }),
  )
  return JSON.parse(JSON.stringify(events))
}

function timed(call: () => unknown): number {
  const startedMs = performance.now()
  call()
  return performance.now() - startedMs
}

const openedMs = performance.now()
const store = openSqliteStore({ path, nowMs: Date.now })
const openMs = performance.now() - openedMs
if (mode === 'fill') {
  for (let round = 0; round < QUERIES; round += 1) store.see(query(round), stranger, samplePrior)
}
const countMs = timed(() => store.counts(Date.now()))
const rssMb = process.memoryUsage.rss() / 1e6
const again = [0, 1, 2, 3, 4, 5, 6].map((round) => {
  const events = query(round)
  return timed(() => store.see(events, stranger, samplePrior))
})
const figures: FloodFigures = {
  openMs,
  countMs,
  evictedMs: again.toSorted((a, b) => a - b)[3] as number,
  rssMb,
  live: store.counts(Date.now()).live,
  inMemory: store.liveRevisions(Date.now()).length,
}
store.close()
console.log(JSON.stringify(figures))
