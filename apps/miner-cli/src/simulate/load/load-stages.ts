import { randomBytes } from 'node:crypto'
import { encodeSs58 } from '@ig/protocol'
import { type Keypair, keypairFromSeed } from '@ig/sr25519'
import { askInTurn, askMeanwhile } from './ask-many.ts'
import { captureRequest } from './capture-request.ts'
import { loadEvents } from './load-events.ts'
import { type LoadResult, resultOf, type Sample } from './load-result.ts'
import type { LoadTarget } from './load-target.ts'
import { openSlowReaders, sendRaw } from './send-raw.ts'

/** How much load. */
export interface LoadOptions {
  readonly validators: number
  /** Of the flood; other stages take shares of it. */
  readonly requests: number
  /** In the one large question. */
  readonly events: number
}

/** One stage of a load run: what was sent in it, by kind. */
export type LoadStage = (target: LoadTarget, options: LoadOptions) => Promise<LoadResult[]>

const USUAL_EVENTS = 50
const TIMEOUT_MS = 12_000
const LARGE_TIMEOUT_MS = 60_000
const MEANWHILE_MS = 250
const FLOOD_CALLERS = 32
const ROUNDS = 5
/** A request is too old some seconds after it was signed: no more than are sent until then. */
const MOST_ORIGINALS = 200
const SLOW_READERS = 40
const SLOW_FOR_MS = 2_000
const AHEAD_OR_BEHIND = [
  { name: 'clocks a little off', doc: '2 s behind or ahead', offsetsMs: [-2_000, 2_000], status: 200 },
  {
    name: 'wrong clocks',
    doc: 'a minute ahead, ten minutes behind',
    offsetsMs: [60_000, -600_000],
    status: 401,
  },
]

/** Validators at once, each with a few questions in turn: all must be answered. */
const validatorsAtOnce: LoadStage = async (target, { validators }) => {
  const ask = async (protocol: 'classic' | 'btauth/1') => {
    const asking = { ...usual(target), protocol }
    return (await Promise.all(newKeys(validators).map((key) => askInTurn(key, asking, ROUNDS)))).flat()
  }
  const doc = `${validators} at once, ${USUAL_EVENTS} events each`
  return [
    resultOf({ name: 'validators', doc, statuses: [200] }, await ask('classic')),
    resultOf(
      { name: 'validators of SDK 11', doc: 'the same by btauth/1', statuses: [200] },
      await ask('btauth/1'),
    ),
  ]
}

/** One key asks as fast as it can: it is slowed down, and others are not. */
const flood: LoadStage = async (target, { requests }) => {
  const [key] = newKeys(1)
  if (key === undefined) return []
  const each = Math.ceil(requests / FLOOD_CALLERS)
  const flooding = Promise.all(
    Array.from({ length: FLOOD_CALLERS }, () => askInTurn(key, usual(target), each)),
  )
  const [flooded, ...others] = await Promise.all([flooding, ...meanwhile(target, flooding)])
  return [
    resultOf(
      {
        name: 'flood',
        doc: 'one key as fast as it can; too many are told so',
        statuses: [200, 401, 429, 503],
      },
      flooded.flat(),
    ),
    resultOf({ name: 'beside the flood', doc: 'validators meanwhile', statuses: [200] }, others.flat()),
  ]
}

/** The same bytes again, and bytes whose signature does not fit. */
const replays: LoadStage = async (target, { requests }) => {
  const originals = await captured(target, Math.min(MOST_ORIGINALS, Math.max(5, Math.ceil(requests / 20))))
  const elsewhere = { ...target, hotkey: encodeSs58(randomBytes(32)) }
  const send = (all: readonly Uint8Array[]) =>
    inTurn(all, (bytes) => sendRaw(target, bytes, { timeoutMs: TIMEOUT_MS }))
  const forgeries = await send(originals.map(forgedOf))
  const unsigned = await send(originals.map(unsignedOf))
  const misdirected = await send(await captured(elsewhere, originals.length))
  const first = await send(originals)
  const again = await send(originals)
  return [
    resultOf({ name: 'originals', doc: 'requests before their replay', statuses: [200] }, first),
    resultOf({ name: 'replays', doc: 'the same bytes once more', statuses: [401] }, again),
    resultOf({ name: 'forgeries', doc: 'a signature of something else', statuses: [401] }, forgeries),
    resultOf({ name: 'unsigned', doc: 'no signature at all', statuses: [401] }, unsigned),
    resultOf({ name: 'misdirected', doc: "signed for another axon's hotkey", statuses: [401] }, misdirected),
  ]
}

/** Clocks that are a little off are taken, others not. */
const clocks: LoadStage = async (target, { validators }) =>
  Promise.all(
    AHEAD_OR_BEHIND.map(async ({ name, doc, offsetsMs, status }) => {
      const samples = await Promise.all(
        newKeys(Math.max(2, validators)).map((key, index) => {
          const offsetMs = offsetsMs[index % offsetsMs.length] ?? 0
          const nowNs = () => BigInt(Date.now() + offsetMs) * 1_000_000n
          return askInTurn(key, { ...usual(target), nowNs }, 1)
        }),
      )
      return resultOf({ name, doc, statuses: [status] }, samples.flat())
    }),
  )

/** Callers that take no answer, or never finish their question, hold up nobody. */
const slowReaders: LoadStage = async (target) => {
  const whole = await captured(target, SLOW_READERS / 2, 500)
  const half = whole.map((bytes) => bytes.subarray(0, Math.floor(bytes.length / 3)))
  const fresh = await captured(target, SLOW_READERS / 2, 500)
  const slow = openSlowReaders(target, [...fresh, ...half])
  try {
    const over = new Promise((resolve) => setTimeout(resolve, SLOW_FOR_MS))
    const samples = await Promise.all(meanwhile(target, over))
    const doc = `validators beside ${SLOW_READERS} connections that never read or never finish`
    return [resultOf({ name: 'beside slow readers', doc, statuses: [200] }, samples.flat())]
  } finally {
    slow.end()
  }
}

/** One question about very many events, new ones and then known ones. */
const largeQuestion: LoadStage = async (target, { events }) => {
  const [key] = newKeys(1)
  if (key === undefined) return []
  const asking = { target, events: loadEvents(events, Date.now()), timeoutMs: LARGE_TIMEOUT_MS }
  const doc = `${events} events in one question, new and then known`
  return [resultOf({ name: 'large question', doc, statuses: [200] }, await askInTurn(key, asking, 2))]
}

/** Ended hard and started again: it answers again, and remembers what it has heard. */
const restart: LoadStage = async (target) => {
  if (target.restart === null) return []
  const before = await captured(target, 5)
  const first = await inTurn(before, (bytes) => sendRaw(target, bytes, { timeoutMs: TIMEOUT_MS }))
  const restarting = target.restart()
  const around = await Promise.all(meanwhile(target, restarting))
  const again = await inTurn(before, (bytes) => sendRaw(target, bytes, { timeoutMs: TIMEOUT_MS }))
  const after = await askEach(target, 3)
  return [
    resultOf({ name: 'before the restart', doc: 'requests to be replayed', statuses: [200] }, first),
    resultOf(
      { name: 'during the restart', doc: 'no answer while it is away', statuses: [200, 503, 408] },
      around.flat(),
    ),
    resultOf({ name: 'after the restart', doc: 'validators as before', statuses: [200] }, after),
    resultOf({ name: 'replays after it', doc: 'bytes from before the restart', statuses: [401] }, again),
  ]
}

/** Every stage, in the order in which they run. */
export const LOAD_STAGES: readonly {
  readonly name: string
  readonly run: LoadStage
  /** It ends the axon and starts it again, so only one of our own is put through it. */
  readonly restarts?: true
}[] = [
  { name: 'validators at once', run: validatorsAtOnce },
  { name: 'a flood', run: flood },
  { name: 'replays and forgeries', run: replays },
  { name: 'clocks', run: clocks },
  { name: 'slow readers', run: slowReaders },
  { name: 'a large question', run: largeQuestion },
  { name: 'a restart', run: restart, restarts: true },
]

function usual(target: LoadTarget) {
  return { target, events: loadEvents(USUAL_EVENTS, Date.now()), timeoutMs: TIMEOUT_MS }
}

/** Three validators that ask as long as something is under way. */
function meanwhile(target: LoadTarget, until: Promise<unknown>): Promise<Sample[]>[] {
  return newKeys(3).map((key) => askMeanwhile(key, usual(target), { everyMs: MEANWHILE_MS, until }))
}

async function askEach(target: LoadTarget, validators: number): Promise<Sample[]> {
  return (await Promise.all(newKeys(validators).map((key) => askInTurn(key, usual(target), 1)))).flat()
}

function captured(target: LoadTarget, count: number, events = USUAL_EVENTS): Promise<Buffer[]> {
  const asked = loadEvents(events, Date.now())
  return Promise.all(newKeys(count).map((key) => captureRequest(key, target, asked)))
}

/** With another digit in the middle of its signature. */
function forgedOf(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1')
  const at = text.search(/bt_header_dendrite_signature: 0x/i) + 80
  return Buffer.from(`${text.slice(0, at)}${text[at] === '0' ? '1' : '0'}${text.slice(at + 1)}`, 'latin1')
}

function unsignedOf(bytes: Buffer): Buffer {
  return Buffer.from(
    bytes.toString('latin1').replace(/bt_header_dendrite_signature: [^\r]*\r\n/i, ''),
    'latin1',
  )
}

async function inTurn<T>(all: readonly T[], run: (one: T) => Promise<Sample>): Promise<Sample[]> {
  const samples: Sample[] = []
  for (const one of all) samples.push(await run(one))
  return samples
}

function newKeys(count: number): Keypair[] {
  return Array.from({ length: count }, () => keypairFromSeed(randomBytes(32)))
}
