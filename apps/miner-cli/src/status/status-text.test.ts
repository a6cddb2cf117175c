import fc from 'fast-check'
import { expect, test } from 'vitest'
import { statusForTest } from '../testing/status-for-test.ts'
import { type MinerStatusSeen, minerStatus } from './miner-status.ts'
import { statusText } from './status-text.ts'
import { verdictOf } from './verdict.ts'

const NOW_MS = Date.UTC(2026, 0, 1, 1, 0, 30)
const seen = (changes: Partial<MinerStatusSeen> = {}): MinerStatusSeen => ({
  ...minerStatus.parse(statusForTest({ chain: 'finney' })),
  ...changes,
})
const verdict = (changes: Partial<MinerStatusSeen> = {}) => {
  const { state, text, advice } = verdictOf(seen(changes), NOW_MS)
  return `${state}: ${text}${advice ? ` > ${advice}` : ''}`
}

test.each([
  [{}, 'earning: 1 validator asks, last 30 s ago; 98 % of this interval answered.'],
  [{ axon: null }, 'starting: It does not answer yet. > miner logs --follow'],
  [
    { reasons: ['The disk is full.'] },
    'in danger: 1 validator asks, last 30 s ago. But: The disk is full. > miner doctor',
  ],
  [
    { interval: { answeredShare: 0.509 } },
    "in danger: 1 validator asks, last 30 s ago, but only 50 % of this interval's events are answered. > miner logs --level warn --since 4h",
  ],
  [{ registration: null }, 'not earning: The hotkey has no place on the subnet. > miner register'],
  [{ validators: [] }, 'not earning: No validator has asked in 1 h. > miner doctor --online'],
  [
    { validators: [], startedAt: '2026-01-01T00:59:30.000Z' },
    'starting: Up for 1 min; no validator has asked yet.',
  ],
  [
    { validators: [], netuid: 6 },
    'not earning: No validator of subnet 6 calls an axon any more. > miner subnets',
  ],
  [
    { validators: [{ hotkey: '5F', lastQueryAt: '2026-01-01T00:00:00.000Z', answers: 3, p50Ms: 1 }] },
    'not earning: No validator has asked for 1 h. > miner doctor --online',
  ],
  [
    { network: 'sandbox', registration: null },
    'practice: This is the sandbox: everything is invented, nothing is earned.',
  ],
] as const)('%j', (changes, expected) => {
  expect(verdict(changes as Partial<MinerStatusSeen>)).toBe(expected)
})

test('the page begins with what matters', () => {
  expect(statusText(seen(), { width: 120, nowMs: NOW_MS })).toMatchInlineSnapshot(`
    "earning: 1 validator asks, last 30 s ago; 98 % of this interval answered.

    health      ok
    network     finney (pid 4711, up 1 h)
    dashboard   http://127.0.0.1:8092
    chain       connected to wss://chain.example, block 5000000, 6 s old
    place       uid 7
    events      300 live, 300 with a forecast, 12 due
    interval    98 % answered
    spend       0.50 of 2.00 USD today
                reason 0.4000, news 0.1000
                openai 0.4000, exa 0.1000
    validators  5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty  30 s ago  1200 answers  median 3.5 ms
    "
  `)
})

test('forty columns are enough, and a stranger writes no codes to the terminal', () => {
  const text = statusText(seen({ policy: { refused: { 'no \u001b[31m permit': 3 } } }), {
    width: 40,
    nowMs: NOW_MS,
  })
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(40)
  expect(text).not.toContain('\u001b')
  expect(text).toContain('5FHneW…94ty')
})

test('every status has a verdict, whatever is missing', () => {
  const maybe = <T>(value: T) => fc.constantFrom(value, null)
  const status = seen()
  fc.assert(
    fc.property(
      maybe(status.axon),
      maybe(status.chain),
      maybe(status.registration),
      fc.constantFrom([], status.validators),
      fc.constantFrom<string[]>([], ['A reason.']),
      fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      fc.constantFrom('finney', 'local', 'sandbox'),
      (axon, chain, registration, validators, reasons, answeredShare, network) => {
        const given = { axon, chain, registration, validators, reasons, interval: { answeredShare }, network }
        const { text, state } = verdictOf(seen(given), NOW_MS)
        expect(text).toMatch(/^[A-Z\d].*\.$/)
        if (reasons.length > 0 && registration !== null) expect(text).toContain('A reason.')
        if (validators.length === 0) expect(state).not.toBe('earning')
      },
    ),
  )
})
