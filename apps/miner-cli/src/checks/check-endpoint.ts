import type { ChainStatus } from '@ig/subtensor-client'
import { type CheckResult, fail, ok, warn } from './check-result.ts'

const NAME = 'chain endpoint'
/** Blocks come every 12 s. */
const WARN_SECONDS = 36
const FAIL_SECONDS = 60
const GENESIS_DIGITS = 10

/**
 * Whether an endpoint that answers is up to date.
 *
 * @param isLocal a chain of one's own need not make blocks by the clock
 * @param headTimestampMs when the newest block was made, by its author's clock
 */
export function checkEndpoint({
  status,
  isLocal,
  headTimestampMs,
  nowMs,
}: {
  readonly status: Pick<ChainStatus, 'endpoint' | 'head' | 'genesisHash' | 'specVersion'>
  readonly isLocal: boolean
  readonly headTimestampMs: number
  readonly nowMs: number
}): CheckResult {
  const { endpoint, head, genesisHash, specVersion } = status
  const ageSeconds = Math.max(0, Math.round((nowMs - headTimestampMs) / 1_000))
  const genesis = genesisHash?.slice(0, GENESIS_DIGITS) ?? 'unknown'
  const seen = `${endpoint}, block ${head?.number ?? '?'}, ${ageSeconds} s old, genesis ${genesis}…, runtime ${specVersion ?? '?'}`
  const mend = 'Name another endpoint, or several with commas, with --subtensor.chain_endpoint.'
  if (isLocal || ageSeconds <= WARN_SECONDS) return ok(NAME, seen)
  return ageSeconds > FAIL_SECONDS ? fail(NAME, seen, mend) : warn(NAME, seen, mend)
}
