// A model server of its own process for bench/forecaster.ts: every call takes `delayMs` (argv), whatever is asked.
// A message of the parent's ends a round: the answer says how many calls were in flight on average.
import {
  type ScriptedAnswer,
  scriptByRole,
  startScriptedModelServer,
} from '../packages/forecaster/src/testing/scripted-model-server.ts'

/** What the server saw from the first call's arrival to the last one's end. */
export interface ScriptedRound {
  readonly calls: number
  readonly wallMs: number
  readonly meanInFlight: number
  readonly mostInFlight: number
}

const delayMs = Number(process.argv[2])
const script = scriptByRole()

let calls = 0
let inFlight = 0
let mostInFlight = 0
let firstMs = 0
let lastMs = 0
let busyMs = 0

const server = await startScriptedModelServer(async (request, index): Promise<ScriptedAnswer> => {
  const arrivedMs = performance.now()
  if (calls++ === 0) firstMs = arrivedMs
  mostInFlight = Math.max(mostInFlight, ++inFlight)
  await new Promise((resolve) => setTimeout(resolve, delayMs))
  lastMs = performance.now()
  busyMs += lastMs - arrivedMs
  inFlight--
  return script(request, index)
})

process.on('message', () => {
  const wallMs = lastMs - firstMs
  process.send?.({ calls, wallMs, meanInFlight: busyMs / wallMs, mostInFlight } satisfies ScriptedRound)
  calls = 0
  mostInFlight = 0
  busyMs = 0
})
process.send?.({ baseUrl: server.baseUrl })
