import { expect, test } from 'vitest'
import { dryRunSentence, readSpendFlags, requireAcceptance, requireLimit } from './spending.ts'

const flags = (entries: Record<string, string | boolean>) => readSpendFlags(new Map(Object.entries(entries)))
const finney = { name: 'finney', isLocal: false, client: { network: 'finney' }, flag: '' } as const
const local = { name: 'local', isLocal: true, client: { network: 'local' }, flag: '' } as const

test('a limit is exact', () => {
  expect(flags({ 'max-cost': '0.000000001', 'dry-run': true })).toEqual({
    yes: false,
    dryRun: true,
    maxCostRao: 1n,
  })
  expect(() => flags({ 'max-cost': 'a little' })).toThrowErrorMatchingInlineSnapshot(
    `[IgError: No amount can be read from --max-cost. (value: "a little") Write it in TAO with at most nine decimals, as 1.5 or 0.0005.]`,
  )
})

test('whoever says yes to everything off local networks says how much, too', () => {
  expect(() => requireLimit(flags({ yes: true }), finney)).toThrowErrorMatchingInlineSnapshot(
    `[IgError: With --yes nobody is asked, so that off local networks a limit is needed. (network: "finney") Add --max-cost TAO, the most that may be spent.]`,
  )
  expect(() => requireLimit(flags({ 'no-prompt': true }), finney)).toThrow(/--max-cost/)
  requireLimit(flags({ yes: true, 'max-cost': '1' }), finney)
  requireLimit(flags({ yes: true, 'dry-run': true }), finney)
  requireLimit(flags({}), finney)
  requireLimit(flags({ yes: true }), local)
})

test('what the runtime would refuse is not sent', () => {
  const refused = { wouldSucceed: false, problem: 'SubNetRegistrationDisabled.' }
  expect(() => requireAcceptance(refused)).toThrowErrorMatchingInlineSnapshot(
    `[IgError: The runtime would refuse it; nothing was sent. SubNetRegistrationDisabled.]`,
  )
  requireAcceptance({ wouldSucceed: true, problem: null })
  expect(dryRunSentence(refused)).toContain('would refuse it: SubNetRegistrationDisabled.')
})
