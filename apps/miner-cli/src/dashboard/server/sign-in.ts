import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

const SESSION_MS = 12 * 3_600_000
const MAX_SESSIONS = 100
const FAILURES = { perMs: 60_000, allowed: 10, addresses: 1_000 }
/** How long `wait` lasts at most. */
export const WAIT_SECONDS = FAILURES.perMs / 1_000

/** Who may look: whoever knows the token, or has shown it within twelve hours. */
export interface SignIn {
  /** A new session for the right token; `wait` after too many wrong ones from an address. */
  open(token: string, address: string): { readonly session: string } | 'wrong' | 'wait'
  /** Whether this is the token; `wait` after too many wrong ones from an address, the right one too. */
  check(token: string, address: string): 'right' | 'wrong' | 'wait'
  knows(session: string): boolean
  close(session: string): void
}

/**
 * Keeps sessions in memory: their ids are random and say nothing of the token, a restart ends them. The token is
 * compared in constant time.
 */
export function createSignIn({
  token,
  nowMs,
  newSession = () => randomBytes(32).toString('base64url'),
}: {
  readonly token: string
  readonly nowMs: () => number
  readonly newSession?: () => string
}): SignIn {
  const expected = digest(token)
  /** When each ends, the oldest first. */
  const sessions = new Map<string, number>()
  const failures = new Map<string, { since: number; count: number }>()

  function check(given: string, address: string): 'right' | 'wrong' | 'wait' {
    const now = nowMs()
    const past = failures.get(address)
    const isRecent = past !== undefined && now - past.since < FAILURES.perMs
    if (isRecent && past.count >= FAILURES.allowed) return 'wait'
    if (timingSafeEqual(digest(given), expected)) {
      failures.delete(address)
      return 'right'
    }
    failures.delete(address)
    failures.set(address, isRecent ? { ...past, count: past.count + 1 } : { since: now, count: 1 })
    dropOldest(failures, FAILURES.addresses)
    return 'wrong'
  }

  return {
    open(given, address) {
      const outcome = check(given, address)
      if (outcome !== 'right') return outcome
      const session = newSession()
      sessions.set(session, nowMs() + SESSION_MS)
      dropOldest(sessions, MAX_SESSIONS)
      return { session }
    },
    check,
    knows(session) {
      const endsAtMs = sessions.get(session)
      if (endsAtMs === undefined) return false
      if (endsAtMs > nowMs()) return true
      sessions.delete(session)
      return false
    },
    close: (session) => {
      sessions.delete(session)
    },
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

function dropOldest(map: Map<string, unknown>, size: number): void {
  for (const key of map.keys()) {
    if (map.size <= size) return
    map.delete(key)
  }
}
