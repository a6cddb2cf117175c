import { hash } from 'node:crypto'
import type { AnswerRecord, ValidatorActivity } from '../ports.ts'
import { encodeItems } from './answer-items.ts'
import type { StoredActivity, Write } from './journal.ts'
import type { Batch } from './write-batches.ts'

const QUEUE_LIMIT = 10_000
const QUEUE_LIMIT_BYTES = 16 * 1024 * 1024
const DURATIONS_KEPT = 101
const CALLERS_KEPT = 1_000
// A set whose last answer is old may leave the disk, so nobody comes back to one after longer than this.
const SET_SHARED_MS = 86_400_000

interface AnswerSet {
  readonly id: number
  /** Stands for the items once they are written: those of 10,000 events are long. */
  readonly hash: string
  items: Uint8Array | null
}

interface Activity {
  lastQueryAtMs: number
  answers: number
  mayPay: boolean
  readonly durationsMs: number[]
  lastSet: AnswerSet | null
}

interface Queued {
  readonly answer: AnswerRecord
  readonly set: AnswerSet
}

export interface AnswerLog {
  /** This caller may pay: where there are too many callers, it is remembered before those that may not. */
  trust(caller: string): void
  record(answer: AnswerRecord): void
  /** What waits as rows, and `done` to call once they are on disk. */
  batch(): Batch
  /** Answers that were never written because too many waited. */
  lost(): number
  activity(): ValidatorActivity[]
}

/**
 * The log of answers, bounded in memory. Validators ask the same every few minutes: a query that was answered
 * exactly as the caller's last one shares its set of items.
 */
export function createAnswerLog(past: readonly StoredActivity[], lastSetId: number): AnswerLog {
  const callers = new Map<string, Activity>()
  for (const { hotkey, durationsMs, ...activity } of past) {
    callers.set(hotkey, { ...activity, durationsMs: durationsMs.slice(-DURATIONS_KEPT), lastSet: null })
  }
  let queued: Queued[] = []
  let queuedBytes = 0
  let nextSetId = lastSetId + 1
  let lost = 0

  function activityOf(caller: string): Activity {
    let activity = callers.get(caller)
    if (activity === undefined) {
      activity = { lastQueryAtMs: 0, answers: 0, mayPay: false, durationsMs: [], lastSet: null }
      callers.set(caller, activity)
      if (callers.size > CALLERS_KEPT) dropLongestSilent()
    }
    return activity
  }

  function dropLongestSilent(): void {
    const byWorth = [...callers].sort(
      ([, a], [, b]) => Number(a.mayPay) - Number(b.mayPay) || a.lastQueryAtMs - b.lastQueryAtMs,
    )
    const silent = byWorth.filter(([, { answers }]) => answers > 0)
    for (const [caller] of silent.slice(0, CALLERS_KEPT / 10)) callers.delete(caller)
  }

  return {
    trust(caller) {
      activityOf(caller).mayPay = true
    },
    record(answer) {
      const activity = activityOf(answer.callerSs58)
      if (answer.askedAtMs - activity.lastQueryAtMs > SET_SHARED_MS) activity.lastSet = null
      activity.lastQueryAtMs = Math.max(activity.lastQueryAtMs, answer.askedAtMs)
      activity.answers += 1
      activity.durationsMs.push(answer.durationMs)
      if (activity.durationsMs.length > DURATIONS_KEPT) activity.durationsMs.shift()
      const items = encodeItems(answer.items)
      const digest = hash('sha256', items, 'base64')
      const isNew = activity.lastSet?.hash !== digest
      const bytes = isNew ? items.length : 0
      if (queued.length >= QUEUE_LIMIT || queuedBytes + bytes > QUEUE_LIMIT_BYTES) {
        lost += 1
        return
      }
      queuedBytes += bytes
      if (activity.lastSet === null || isNew) activity.lastSet = { id: nextSetId++, hash: digest, items }
      // Only what a row needs: the items live on in the set.
      queued.push({ answer: { ...answer, items: [] }, set: activity.lastSet })
    },
    batch() {
      const taken = queued
      const writes: Write[] = []
      const sets = new Set<AnswerSet>()
      // A busy caller's row is written once a batch, not once an answer.
      const perCaller = new Map<string, { answers: number; lastQueryAtMs: number }>()
      for (const { answer, set } of taken) {
        if (set.items !== null && !sets.has(set)) {
          sets.add(set)
          writes.push({ type: 'answer-set', id: set.id, items: set.items })
        }
        writes.push({
          type: 'answer',
          caller: answer.callerSs58,
          askedAtMs: answer.askedAtMs,
          durationMs: answer.durationMs,
          setId: set.id,
        })
        const counted = perCaller.get(answer.callerSs58)
        if (counted === undefined) {
          perCaller.set(answer.callerSs58, { answers: 1, lastQueryAtMs: answer.askedAtMs })
        } else {
          counted.answers += 1
          counted.lastQueryAtMs = Math.max(counted.lastQueryAtMs, answer.askedAtMs)
        }
      }
      for (const [caller, counted] of perCaller) writes.push({ type: 'caller', caller, ...counted })
      return {
        writes,
        done() {
          queued = queued.slice(taken.length)
          for (const set of sets) {
            queuedBytes -= set.items?.length ?? 0
            set.items = null
          }
        },
      }
    },
    lost: () => lost,
    activity: () =>
      [...callers]
        .filter(([, { answers }]) => answers > 0)
        .map(([hotkey, { lastQueryAtMs, answers, durationsMs }]) => ({
          hotkey,
          lastQueryAtMs,
          answers,
          p50Ms: median(durationsMs),
        })),
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? 0
}
