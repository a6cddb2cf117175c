import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Condition, Level } from './condition.ts'
import type { Notice, NoticeRule } from './notice.ts'
import { NOTHING_TOLD, type NoticeState, step } from './notice-state.ts'

const MINUTE_MS = 60_000
const miner = { network: 'finney', netuid: 6, hotkey: null, uid: 7 }
const START_MS = Date.UTC(2026, 0, 1)

function conditionOf(key: string, level: Level): Condition {
  return { key, rule: key.split(' ')[0] as NoticeRule, level, title: `${key} ${level}`, text: '' }
}

/** Looks at the levels in turn, `everyMs` apart; null is not known. */
function run(key: string, levels: readonly (Level | null)[], everyMs = MINUTE_MS) {
  let state: NoticeState = NOTHING_TOLD
  return levels.map((level, index) => {
    const ms = index * everyMs
    const conditions = level === null ? [] : [conditionOf(key, level)]
    const result = step(state, conditions, { nowMs: START_MS + ms, monotonicMs: ms, miner })
    state = result.state
    return result.notices.map(({ kind, severity }) => (kind === 'recovery' ? kind : severity)).join()
  })
}

test('a trouble is told once, once more when it is worse, and once when it is over', () => {
  expect(run('spend', [0, 1, 1, 2, 2, 1, 2, 0, 0, 1])).toEqual([
    '',
    'warning',
    '',
    'critical',
    '',
    '',
    '',
    'recovery',
    '',
    'warning',
  ])
})

test('what is at its worst at once is told once', () => {
  expect(run('spend', [2, 2, 0])).toEqual(['critical', '', 'recovery'])
})

test('what comes and goes is waited for', () => {
  const flapping = [1, 1, 0, 1, 1, 1, 1, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0] as const
  expect(
    run('provider news gdelt', flapping).flatMap((said, index) => (said ? [[index, said]] : [])),
  ).toEqual([
    [8, 'warning'],
    [16, 'recovery'],
  ])
})

test('what is not known stays as it was told, and is let go after a week', () => {
  expect(run('chain', [1, null, null, 1, 0, 0])).toEqual(['warning', '', '', '', '', 'recovery'])
  const days = [1, null, null, null, null, null, null, null, null, 0] as const
  expect(run('chain', days, 24 * 60 * MINUTE_MS).filter(Boolean)).toEqual(['warning'])
})

test('a recovery says since when, and a notice which miner', () => {
  const first = step(NOTHING_TOLD, [conditionOf('queries', 1)], { nowMs: START_MS, monotonicMs: 0, miner })
  const later = { nowMs: START_MS + MINUTE_MS, monotonicMs: MINUTE_MS, miner }
  const second = step(first.state, [conditionOf('queries', 0)], later)
  expect([first.notices[0]?.since, second.notices[0]?.since]).toEqual([null, '2026-01-01T00:00:00.000Z'])
  expect(second.notices[0]).toMatchObject({ miner, at: '2026-01-01T00:01:00.000Z', severity: 'info' })
})

const KEYS = ['registration', 'spend', 'provider news exa', 'provider model gpt', 'disk', 'queries']
const look = fc.record({
  levels: fc.array(fc.option(fc.constantFrom<Level>(0, 1, 2)), {
    minLength: KEYS.length,
    maxLength: KEYS.length,
  }),
  afterMs: fc.integer({ min: 1_000, max: 10 * MINUTE_MS }),
  /** The wall clock may be set; the other one never steps. */
  setMs: fc.constantFrom(0, 0, 0, -3_600_000, 3_600_000),
  restarts: fc.constantFrom(false, false, false, true),
})

test('whatever happens, notices of one thing are trouble, worse trouble, recovery, in this order', () => {
  fc.assert(
    fc.property(fc.array(look, { maxLength: 60 }), (looks) => {
      let state: NoticeState = NOTHING_TOLD
      let nowMs = START_MS
      let monotonicMs = 0
      const levels = new Map<string, number>()
      for (const { levels: seen, afterMs, setMs, restarts } of looks) {
        nowMs += afterMs + setMs
        monotonicMs = restarts ? 0 : monotonicMs + afterMs
        // A restart keeps what was told, as it lies on the disk.
        if (restarts) state = JSON.parse(JSON.stringify({ ...NOTHING_TOLD, told: state.told })) as NoticeState
        const conditions = seen.flatMap((level, index) =>
          level === null ? [] : [conditionOf(KEYS[index] as string, level)],
        )
        const result = step(state, conditions, { nowMs, monotonicMs, miner })
        state = result.state
        expect(new Set(result.notices.map(({ key }) => key)).size).toBe(result.notices.length)
        for (const { key, kind, severity } of result.notices) {
          const before = levels.get(key) ?? 0
          const level = levelOf({ kind, severity })
          if (level === 0) expect(before).toBeGreaterThan(0)
          else expect(level).toBeGreaterThan(before)
          levels.set(key, level)
        }
        for (const key of KEYS) expect(state.told[key]?.level ?? 0).toBe(levels.get(key) ?? 0)
      }
    }),
    { numRuns: 150 },
  )
})

test('what lasts is told in the end, and what is gone for long is over', () => {
  fc.assert(
    fc.property(fc.array(look, { maxLength: 30 }), fc.constantFrom<Level>(0, 1, 2), (looks, last) => {
      const column = [...looks.map(({ levels }) => levels[2] ?? null), ...Array<Level>(12).fill(last)]
      let state: NoticeState = NOTHING_TOLD
      for (const [index, level] of column.entries()) {
        const conditions = level === null ? [] : [conditionOf('provider news exa', level)]
        const ms = index * MINUTE_MS
        state = step(state, conditions, { nowMs: START_MS + ms, monotonicMs: ms, miner }).state
      }
      const told = state.told['provider news exa']?.level ?? 0
      if (last === 0) expect(told).toBe(0)
      else expect(told).toBeGreaterThanOrEqual(last)
    }),
  )
})

function levelOf({ kind, severity }: Pick<Notice, 'kind' | 'severity'>): Level {
  if (kind === 'recovery') return 0
  return severity === 'critical' ? 2 : 1
}
