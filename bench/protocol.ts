import { readFileSync } from 'node:fs'
import {
  bodyHash,
  decodeSs58,
  EventPredictionSynapse,
  parseJson,
  parseRequestHeaders,
  pythonStr,
  signedText,
  stringifyJson,
} from '../packages/protocol/src/index.ts'

// What a server does with the recorded requests of real dendrites, in µs a call: median and best of rounds.
// Run: pnpm exec node --conditions=@ig/source bench/protocol.ts

interface RecordedCase {
  case: string
  request: { headers: [string, string][]; body_utf8: string }
}

const folder = new URL('../packages/protocol/vectors/', import.meta.url)
const { cases } = JSON.parse(readFileSync(new URL('http_success_v10.json', folder), 'utf8')) as {
  cases: RecordedCase[]
}
const rows: { what: string; medianUs: number; bestUs: number }[] = []

for (const name of ['events1', 'events100']) {
  const { headers, body_utf8: body } = recordedRequest(name)
  const lookup = new Map(headers.map(([key, value]) => [key.toLowerCase(), value]))
  const getHeader = (key: string) => lookup.get(key)
  const parsed = parseJson(body)
  measure(`${name}: parseRequestHeaders`, () => parseRequestHeaders(getHeader))
  measure(`${name}: JSON.parse alone`, () => JSON.parse(body))
  measure(`${name}: parseJson`, () => parseJson(body))
  measure(`${name}: parseFields`, () => EventPredictionSynapse.parseFields(parsed))
  measure(`${name}: all three`, () => {
    parseRequestHeaders(getHeader)
    return EventPredictionSynapse.parseFields(parseJson(body))
  })
  measure(`${name}: stringifyJson`, () => stringifyJson(parsed))
}

const { headers } = recordedRequest('events1')
const header = (name: string) => headers.find(([key]) => key === name)?.[1] ?? ''
const hotkey = header('bt_header_dendrite_hotkey')
measure('decodeSs58', () => decodeSs58(hotkey))
measure('signedText', () =>
  signedText({
    nonceNs: 1_795_353_817_175_044_623n,
    dendriteHotkey: hotkey,
    axonHotkey: header('bt_header_axon_hotkey'),
    uuid: header('bt_header_dendrite_uuid'),
    bodyHash: header('computed_body_hash'),
  }),
)
const { events } = parseJson(recordedRequest('events100').body_utf8) as { events: unknown }
measure('pythonStr of 100 events', () => pythonStr(events))
measure('bodyHash of 100 events', () => bodyHash([events]))
const many = tenThousandEvents()
measure(`parseJson of 10,000 events (${(many.length / 2 ** 20).toFixed(1)} MiB)`, () => parseJson(many))
const manyParsed = parseJson(many)
measure('parseFields of 10,000 events', () => EventPredictionSynapse.parseFields(manyParsed))

console.log(`node ${process.version}`)
for (const { what, medianUs, bestUs } of rows) {
  console.log(
    `${what.padEnd(44)} median ${medianUs.toFixed(2).padStart(10)} µs  best ${bestUs.toFixed(2).padStart(10)} µs`,
  )
}

function recordedRequest(name: string) {
  const found = cases.find((recorded) => recorded.case === name)
  if (!found) throw new Error(`No case ${name} in the vectors.`)
  return found.request
}

function tenThousandEvents(): string {
  const body = parseJson(recordedRequest('events1').body_utf8) as { events: Record<string, object> }
  const [event] = Object.values(body.events)
  const description = 'Will it rain? '.repeat(107)
  body.events = Object.fromEntries(
    Array.from({ length: 10_000 }, (_, index) => [`ifgames-${index}`, { ...event, description }]),
  )
  return stringifyJson(body)
}

function measure(what: string, call: () => unknown): void {
  const roundMs = 20
  let calls = 1
  while (millisecondsFor(call, calls) < roundMs) calls *= 2
  const perCallUs = Array.from({ length: 15 }, () => (millisecondsFor(call, calls) * 1000) / calls).sort(
    (a, b) => a - b,
  )
  rows.push({ what, medianUs: perCallUs[7] ?? 0, bestUs: perCallUs[0] ?? 0 })
}

function millisecondsFor(call: () => unknown, calls: number): number {
  const started = performance.now()
  for (let index = 0; index < calls; index++) call()
  return performance.now() - started
}
