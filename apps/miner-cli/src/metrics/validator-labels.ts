/** What one label stands for. */
interface LabelEntry<T> {
  readonly label: string
  lastSeenMs: number
  readonly made: T
}

/** Gives each validator a label of its own, and everybody else one together. */
export interface ValidatorLabels<T> {
  /** Of a caller that verified and is known; null for one that did not or is not. */
  of(hotkey: string | null): T
}

/** A subnet has at most 64 validators with a permit. */
const MOST_VALIDATORS = 64
const FORGET_AFTER_MS = 24 * 3_600_000

/** Whoever is not known: one label for all of them, so that strangers cannot make series. */
export const STRANGER = 'stranger'
/** Known callers beyond those that have a label. */
export const OTHER = 'other'

/**
 * Where every verified key is known, as in the sandbox, keys cost nothing: a label is given up only for a key that
 * comes when its holder has not been seen for a day.
 *
 * @param make what is kept for a label
 * @param forget told of a label that is given up
 */
export function createValidatorLabels<T>({
  make,
  forget,
  nowMs,
}: {
  readonly make: (label: string) => T
  readonly forget: (label: string, made: T) => void
  readonly nowMs: () => number
}): ValidatorLabels<T> {
  const byHotkey = new Map<string, LabelEntry<T>>()
  const stranger = make(STRANGER)
  let other: T | null = null
  let lookAgainAtMs = Number.NEGATIVE_INFINITY

  function place(hotkey: string): T {
    if (byHotkey.size >= MOST_VALIDATORS && !makeRoom()) {
      other ??= make(OTHER)
      return other
    }
    const made = make(hotkey)
    byHotkey.set(hotkey, { label: hotkey, lastSeenMs: nowMs(), made })
    return made
  }

  /** Not for every key of a flood. */
  function makeRoom(): boolean {
    const now = nowMs()
    if (now < lookAgainAtMs) return false
    lookAgainAtMs = now + 60_000
    const [oldest] = [...byHotkey.values()].toSorted((a, b) => a.lastSeenMs - b.lastSeenMs)
    if (oldest === undefined || now - oldest.lastSeenMs < FORGET_AFTER_MS) return false
    byHotkey.delete(oldest.label)
    forget(oldest.label, oldest.made)
    return true
  }

  return {
    of(hotkey) {
      if (hotkey === null) return stranger
      const entry = byHotkey.get(hotkey)
      if (entry === undefined) return place(hotkey)
      entry.lastSeenMs = nowMs()
      return entry.made
    },
  }
}
