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
/** Asked at different parts of a second, the header tells more than seconds. */
const SAMPLES = 4
const SAMPLE_EVERY_MS = 270
const MEND =
  'Keep the clock by NTP: `sudo timedatectl set-ntp true` (in a container: on its host). Validators and this axon refuse nonces more than 4 s off.'

/** What a clock is held against. */
export interface ClockCheckOptions {
  /** Any web server: the time is in the header `Date` of its answers, whatever their status. Null asks none. */
  readonly url: string | null
  /** The time in the newest block of a chain, and when it was read here: the clock cannot be before it. */
  readonly block: { readonly timestampMs: number; readonly readAtMs: number } | null
  readonly fetch: typeof fetch
  readonly nowMs: () => number
  readonly pause: (ms: number) => Promise<void>
  readonly signal: AbortSignal
}

/** Whether this machine's clock is right: off by more than 1 s is a warning, by more than 3 s a failure. */
export async function checkClock(options: ClockCheckOptions): Promise<CheckResult> {
  const { url, block } = options
  const samples = url === null ? [] : await askDates(url, options)
  // A block is never from the future, so the clock is ahead of it or behind the right time.
  const mostMs = block === null ? Number.POSITIVE_INFINITY : block.readAtMs - block.timestampMs
  if (url !== null && samples.length > 0) {
    const bounds = combineBounds(samples.map(boundsOf))
    const narrowed = mostMs < bounds.fromMs ? bounds : { ...bounds, toMs: Math.min(bounds.toMs, mostMs) }
    return judge(narrowed, `${offsetText(narrowed)} by ${new URL(url).host}`)
  }
  if (block === null) {
    return url === null
      ? skip(NAME, 'nobody was asked for the time', 'pnpm miner doctor --online')
      : skip(
          NAME,
          `${new URL(url).host} did not tell the time`,
          'Name a web server that does: --doctor.clock_url',
        )
  }
  const seconds = (Math.abs(mostMs) / 1_000).toFixed(1)
  if (mostMs < 0) {
    return judge({ fromMs: mostMs, toMs: mostMs }, `at least ${seconds} s behind the newest block`)
  }
  return skip(NAME, `not behind the chain, whose newest block is ${seconds} s old; no server told the time`)
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
