import type { Condition, Level } from './condition.ts'
import type { Notice, NoticeRule } from './notice.ts'

/** What was told of a trouble, until it is over. */
export interface Told {
  readonly rule: NoticeRule
  readonly level: Exclude<Level, 0>
  /** When it was first told. */
  readonly sinceMs: number
  /** When it was last known how it stands; 0 is no time. */
  readonly seenAtMs: number
}

/** What was told so far, and since when something waits to be told. */
export interface NoticeState {
  readonly told: Readonly<Record<string, Told>>
  /** Since when a condition has been worse than what was told, on the clock that never steps. */
  readonly worseSinceMs: Readonly<Record<string, number>>
  /** Since when a trouble that was told has been gone. */
  readonly wellSinceMs: Readonly<Record<string, number>>
}

export const NOTHING_TOLD: NoticeState = { told: {}, worseSinceMs: {}, wellSinceMs: {} }

/** What came of looking at all conditions once. */
export interface NoticeStep {
  readonly state: NoticeState
  readonly notices: readonly Notice[]
}

const MINUTE_MS = 60_000
/** What nobody has heard of for so long, such as a provider that is asked no more, is let go without a word. */
const FORGET_AFTER_MS = 7 * 24 * 60 * MINUTE_MS

/** How long a trouble lasts before it is told, and how long it must be gone: what comes and goes is told once. */
const PATIENCE: Readonly<Record<NoticeRule, { readonly worseMs: number; readonly wellMs: number }>> = {
  registration: { worseMs: 0, wellMs: 10 * MINUTE_MS },
  queries: { worseMs: 0, wellMs: 0 },
  spend: { worseMs: 0, wellMs: 0 },
  provider: { worseMs: 5 * MINUTE_MS, wellMs: 5 * MINUTE_MS },
  clock: { worseMs: MINUTE_MS, wellMs: 2 * MINUTE_MS },
  chain: { worseMs: 0, wellMs: MINUTE_MS },
  disk: { worseMs: 0, wellMs: 2 * MINUTE_MS },
  test: { worseMs: 0, wellMs: 0 },
}

/**
 * Decides what is to be told now. Each trouble is told once, once more where it becomes worse, and once when it is
 * over; what is left out of `conditions` is not known and stays as it is.
 *
 * @param now `monotonicMs` is for waiting, `nowMs` for people
 */
export function step(
  state: NoticeState,
  conditions: readonly Condition[],
  {
    nowMs,
    monotonicMs,
    miner,
  }: { readonly nowMs: number; readonly monotonicMs: number } & Pick<Notice, 'miner'>,
): NoticeStep {
  const told: Record<string, Told> = { ...state.told }
  const worseSinceMs: Record<string, number> = { ...state.worseSinceMs }
  const wellSinceMs: Record<string, number> = { ...state.wellSinceMs }
  const notices: Notice[] = []

  function tell(kind: 'trouble' | 'recovery', { key, rule, level, title, text }: Condition): void {
    const severity = kind === 'recovery' ? 'info' : level === 2 ? 'critical' : 'warning'
    const sinceMs = told[key]?.sinceMs
    const since = sinceMs === undefined ? null : new Date(sinceMs).toISOString()
    notices.push({ kind, rule, key, severity, title, text, at: new Date(nowMs).toISOString(), since, miner })
  }

  for (const condition of conditions) {
    const { key, rule, level } = condition
    const before = told[key]
    const { worseMs, wellMs } = PATIENCE[rule]
    if (level > (before?.level ?? 0)) {
      delete wellSinceMs[key]
      worseSinceMs[key] ??= monotonicMs
      if (monotonicMs - worseSinceMs[key] >= worseMs) {
        delete worseSinceMs[key]
        tell('trouble', condition)
        told[key] = {
          rule,
          level: level as Told['level'],
          sinceMs: before?.sinceMs ?? nowMs,
          seenAtMs: nowMs,
        }
      }
      continue
    }
    delete worseSinceMs[key]
    if (before === undefined) continue
    told[key] = { ...before, seenAtMs: nowMs }
    if (level > 0) {
      delete wellSinceMs[key]
      continue
    }
    wellSinceMs[key] ??= monotonicMs
    if (monotonicMs - wellSinceMs[key] < wellMs) continue
    tell('recovery', condition)
    delete told[key]
    delete wellSinceMs[key]
  }
  for (const [key, { seenAtMs }] of Object.entries(told)) {
    if (nowMs - seenAtMs <= FORGET_AFTER_MS) continue
    delete told[key]
    delete wellSinceMs[key]
  }
  return { state: { told, worseSinceMs, wellSinceMs }, notices }
}
