import { isLoopback } from '../settings/loopback.ts'
import { type CheckResult, fail, ok, skip, warn } from './check-result.ts'
import {
  boundsOf,
  type ClockSample,
  combineBounds,
  leastOffsetMs,
  type OffsetBounds,
  offsetText,
} from './clock-offset.ts'

const NAME = 'clock'
const WARN_MS = 1_000
const FAIL_MS = 3_000
const ASK = 'pnpm miner doctor --online, or name a web server that tells the time: --doctor.clock_url'
/** Asked at different parts of a second, the header tells more than seconds. */
const SAMPLES = 4
const SAMPLE_EVERY_MS = 270
const MEND =
  'Keep the clock by NTP: `sudo timedatectl set-ntp true` (in a container: on its host). Validators and this axon refuse nonces more than 4 s off.'

/** When the newest block was made by its author's clock, and read by ours. */
interface BlockTime {
  readonly timestampMs: number
  readonly readAtMs: number
}

/** What a clock is held against. */
export interface ClockCheckOptions {
  /** Any web server: the time is in the header `Date` of its answers, whatever their status. Null asks none. */
  readonly url: string | null
  /** Looked at where no server on another machine tells the time; null without a chain. */
  readonly block: () => Promise<BlockTime | null>
  readonly fetch: typeof fetch
  readonly nowMs: () => number
  readonly pause: (ms: number) => Promise<void>
  readonly signal: AbortSignal
}

/** Whether this machine's clock is right: off by more than 1 s is a warning, by more than 3 s a failure. */
export async function checkClock(options: ClockCheckOptions): Promise<CheckResult> {
  const { url } = options
  const samples = url === null ? [] : await askDates(url, options)
  if (url !== null && samples.length > 0) {
    const { host, hostname } = new URL(url)
    const bounds = combineBounds(samples.map(boundsOf))
    const row = judge(bounds, `${offsetText(bounds)} by ${host}`)
    if (row.state !== 'ok' || !isLoopback(hostname)) return row
    return behindBlock(await options.block()) ?? ok(NAME, `${row.seen}, which may have the same clock`)
  }
  const block = await options.block()
  const nobody = url === null ? 'nobody was asked for the time' : `${new URL(url).host} did not tell the time`
  if (block === null) return skip(NAME, nobody, ASK)
  const seconds = ((block.readAtMs - block.timestampMs) / 1_000).toFixed(1)
  return (
    behindBlock(block) ?? skip(NAME, `not behind the newest block, which is ${seconds} s old; ${nobody}`, ASK)
  )
}

/** A block is never from the future: a clock that shows less is behind, one that shows more may be right. */
function behindBlock(block: BlockTime | null): CheckResult | null {
  if (block === null || block.readAtMs >= block.timestampMs) return null
  const aheadMs = block.readAtMs - block.timestampMs
  const seen = `at least ${(-aheadMs / 1_000).toFixed(1)} s behind the newest block`
  return judge({ fromMs: aheadMs, toMs: aheadMs }, seen)
}

function judge(bounds: OffsetBounds, seen: string): CheckResult {
  const offMs = leastOffsetMs(bounds)
  if (offMs > FAIL_MS) return fail(NAME, seen, MEND)
  return offMs > WARN_MS ? warn(NAME, seen, MEND) : ok(NAME, seen)
}

/** One answer is enough where the clock is right by it or wrong beyond doubt. */
async function askDates(url: string, options: ClockCheckOptions): Promise<ClockSample[]> {
  const samples: ClockSample[] = []
  while (samples.length < SAMPLES) {
    if (samples.length > 0) await options.pause(SAMPLE_EVERY_MS)
    const sample = await askDate(url, options)
    if (sample === null) break
    samples.push(sample)
    const offMs = leastOffsetMs(combineBounds(samples.map(boundsOf)))
    if (offMs === 0 || offMs > FAIL_MS) break
  }
  return samples
}

/** Null where nobody answers, or without the time. */
async function askDate(
  url: string,
  { fetch, nowMs, signal }: Pick<ClockCheckOptions, 'fetch' | 'nowMs' | 'signal'>,
): Promise<ClockSample | null> {
  const sentAtMs = nowMs()
  let response: Response
  try {
    response = await fetch(url, { method: 'HEAD', redirect: 'manual', cache: 'no-store', signal })
  } catch {
    signal.throwIfAborted()
    return null
  }
  const receivedAtMs = nowMs()
  await response.body?.cancel()
  const dateMs = Date.parse(response.headers.get('date') ?? '')
  // What a cache kept tells an older time.
  const isFresh = Number(response.headers.get('age') ?? 0) === 0
  return Number.isNaN(dateMs) || !isFresh ? null : { sentAtMs, receivedAtMs, dateMs }
}
