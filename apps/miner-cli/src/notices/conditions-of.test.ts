import { expect, test } from 'vitest'
import type { MinerStatusJson } from '../miner/miner-status-json.ts'
import { statusForTest } from '../testing/status-for-test.ts'
import { conditionsOf } from './conditions-of.ts'

const LIMITS = { silenceMinutes: 30, minFreeDiskMb: 1_024 }
const NOW_MS = Date.parse('2026-01-01T01:10:00Z')
const well = statusForTest({ chain: 'finney' })
const { chain, registration, spend, store } = well

const levelsOf = (status: MinerStatusJson, nowMs = NOW_MS, limits = LIMITS) =>
  Object.fromEntries(conditionsOf(status, limits, nowMs).map(({ key, level }) => [key, level]))

const ALL_WELL = {
  registration: 0,
  queries: 0,
  spend: 0,
  clock: 0,
  chain: 0,
  disk: 0,
  'provider model gpt-4.1': 0,
}

test('a miner that is well gives no reason for a notice', () => {
  expect(levelsOf(well)).toEqual(ALL_WELL)
})

test.each<[string, MinerStatusJson, Record<string, number>]>([
  ['deregistered', { ...well, registration: null }, { registration: 2 }],
  [
    'among the next to be replaced',
    { ...well, registration: registration && { ...registration, immuneBlocksLeft: 299, replacedBefore: 2 } },
    { registration: 1 },
  ],
  [
    'the same under immunity',
    { ...well, registration: registration && { ...registration, immuneBlocksLeft: 301, replacedBefore: 0 } },
    {},
  ],
  [
    'the same on a subnet with open places',
    { ...well, registration: registration && { ...registration, openPlaces: 1, replacedBefore: 0 } },
    {},
  ],
  ['80 % spent', { ...well, spend: { ...spend, todayUsd: 1.6 } }, { spend: 1 }],
  ['all spent', { ...well, spend: { ...spend, todayUsd: 2 } }, { spend: 2 }],
  ['too little left for a call', { ...well, spend: { ...spend, todayUsd: 1.9, usedUp: true } }, { spend: 2 }],
  ['a fast clock', { ...well, clock: { offsetMs: 3_001, servers: 2 } }, { clock: 1 }],
  ['a slow clock', { ...well, clock: { offsetMs: -3_001, servers: 2 } }, { clock: 1 }],
  ['an old head', { ...well, chain: chain && { ...chain, headAgeSeconds: 301 } }, { chain: 1 }],
  [
    'no head in the first hour',
    { ...well, chain: chain && { ...chain, headAgeSeconds: null } },
    { chain: 1 },
  ],
  ['little room', { ...well, disk: { freeBytes: 1.02e9, totalBytes: 1e11 } }, { disk: 1 }],
  [
    'a disk that refuses',
    { ...well, store: { ...store, degraded: { reason: 'ENOSPC', since: '' } } },
    { disk: 2 },
  ],
  [
    'a model that is down',
    { ...well, providers: well.providers.map((one) => ({ ...one, down: true })) },
    { 'provider model gpt-4.1': 1 },
  ],
])('%s', (_what, status, levels) => {
  expect(levelsOf(status)).toEqual({ ...ALL_WELL, ...levels })
})

test('silence is told after as many minutes as were asked for, from the start on at the earliest', () => {
  const lastMs = Date.parse('2026-01-01T01:00:00Z')
  expect(levelsOf(well, lastMs + 30 * 60_000).queries).toBe(0)
  expect(levelsOf(well, lastMs + 30 * 60_000 + 1).queries).toBe(1)
  const restarted = { ...well, startedAt: '2026-01-01T02:00:00Z' }
  expect(levelsOf(restarted, Date.parse('2026-01-01T02:29:00Z')).queries).toBe(0)
  expect(levelsOf(well, lastMs * 2, { ...LIMITS, silenceMinutes: 0 })).not.toHaveProperty('queries')
})

test('what is not known is left out', () => {
  const starting = {
    ...statusForTest({ chain: 'finney' }),
    axon: null,
    registration: null,
    clock: null,
    disk: null,
  }
  expect(Object.keys(levelsOf(starting))).toEqual(['spend', 'chain', 'provider model gpt-4.1'])
  expect(Object.keys(levelsOf({ ...statusForTest(), spend: { ...spend, capUsd: 0 } }))).toEqual([
    'queries',
    'clock',
    'disk',
    'provider model gpt-4.1',
  ])
})

test('says in words what is wrong and what helps', () => {
  const troubled: MinerStatusJson = {
    ...well,
    registration: null,
    spend: { ...spend, todayUsd: 2.004 },
    clock: { offsetMs: -4_200, servers: 3 },
    chain: chain && { ...chain, headAgeSeconds: 725, problem: 'socket closed' },
    disk: { freeBytes: 5e8, totalBytes: 1e11 },
    providers: well.providers.map((one) => ({
      ...one,
      down: true,
      failuresInARow: 4,
      lastCode: 'E_MODEL_KEY',
    })),
  }
  const texts = conditionsOf(troubled, LIMITS, NOW_MS + 3_600_000).map(
    ({ title, text }) => `${title}: ${text}`,
  )
  expect(texts).toMatchInlineSnapshot(`
    [
      "Deregistered: The hotkey has lost its place on subnet 1: nobody asks it any more. \`pnpm miner register --netuid 1\` buys a new one.",
      "No query for 30 minutes: No validator has asked since 2026-01-01T01:00:00.000Z. \`pnpm miner doctor --online\` says whether this axon can be reached.",
      "The budget is used up: 2.00 of 2.00 USD are spent today. The market and priors answer until midnight UTC.",
      "The clock is off: It is 4.2 s behind the dates of 3 servers. Beyond 4 s requests are refused: let the machine keep time by NTP.",
      "The chain is stale: No new block for 12 minutes from wss://chain.example (socket closed). Callers are judged by the last metagraph.",
      "The disk is nearly full: 500 MB are free for /data.",
      "The model gpt-4.1 is down: It failed 4 times in a row, last with E_MODEL_KEY. Forecasts go on without it.",
    ]
  `)
})
