/** How a check came out. `skip`: there was nothing to look at, or nobody was to be asked. */
export type CheckState = 'ok' | 'warn' | 'fail' | 'skip'

/** One thing that was looked at. */
export interface CheckResult {
  /** A word or two, as `axon port`. */
  readonly name: string
  readonly state: CheckState
  /** The value that was seen, in words. */
  readonly seen: string
  /** The command or the line that mends it, or says more; null where nothing has to be done. */
  readonly mend: string | null
}

export function ok(name: string, seen: string): CheckResult {
  return { name, state: 'ok', seen, mend: null }
}

export function warn(name: string, seen: string, mend: string): CheckResult {
  return { name, state: 'warn', seen, mend }
}

export function fail(name: string, seen: string, mend: string): CheckResult {
  return { name, state: 'fail', seen, mend }
}

export function skip(name: string, seen: string, mend: string | null = null): CheckResult {
  return { name, state: 'skip', seen, mend }
}
