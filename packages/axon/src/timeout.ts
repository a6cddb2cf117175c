import { parseRequestHeaders } from '@ig/protocol'
import type { AxonRequest } from './axon-request.ts'

const DEFAULT_SECONDS = 12
const MAX_SECONDS = 120

/**
 * The timeout that a request asks for, as it says it; undefined where it does not.
 *
 * @throws IgError `E_HEADER` for text that is no number.
 */
export function timeoutSecondsOf(request: AxonRequest): number | undefined {
  return parseRequestHeaders((name) => (name === 'timeout' ? request.header(name) : null)).timeoutSeconds
}

/** How long a caller waits: what it asked for, 120 s at most, and 12 s where that makes no sense. */
export function patienceMs(timeoutSeconds: number | undefined): number {
  const seconds = timeoutSeconds !== undefined && timeoutSeconds > 0 ? timeoutSeconds : DEFAULT_SECONDS
  return Math.min(seconds, MAX_SECONDS) * 1000
}
