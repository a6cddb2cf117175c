import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type RegistrationQuote, refusalOf } from './registration-quote.ts'

const quote: RegistrationQuote = {
  netuid: 2,
  hotkeySs58: '5Hot',
  coldkeySs58: '5Cold',
  uid: null,
  ownerSs58: null,
  registrationAllowed: true,
  burnRao: 1_000_000_000n,
  feeRao: 0n,
  balance: { freeRao: 5_000_000_000n, reservedRao: 0n, transferableRao: 4_999_999_500n },
}
const balanceOf = (transferableRao: bigint) => ({
  freeRao: transferableRao + 500n,
  reservedRao: 0n,
  transferableRao,
})

test('a price that is within limit and balance is tried', () => {
  expect(refusalOf(quote, null)).toBeNull()
  expect(refusalOf({ ...quote, ownerSs58: '5Cold' }, 1_000_000_000n)).toBeNull()
})

test.each<[string, Partial<RegistrationQuote>, bigint | null]>([
  ['a hotkey that has a uid', { uid: 7 }, null],
  ["somebody else's hotkey", { ownerSs58: '5Other' }, null],
  ['a closed subnet', { registrationAllowed: false }, null],
  ['a price above the limit', {}, 999_999_999n],
  ['a balance that is too small', { balance: balanceOf(1n) }, null],
])('%s is refused before anything is sent', (_, change, maxCostRao) => {
  expect(refusalOf({ ...quote, ...change }, maxCostRao)).toMatchSnapshot()
})

test('whatever the figures: tried only within the limit and the balance', () => {
  const rao = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })
  fc.assert(
    fc.property(rao, rao, rao, fc.option(rao), (burnRao, feeRao, transferableRao, maxCostRao) => {
      const refusal = refusalOf(
        { ...quote, burnRao, feeRao, balance: balanceOf(transferableRao) },
        maxCostRao,
      )
      const costRao = burnRao + feeRao
      const affordable = costRao <= transferableRao && (maxCostRao === null || costRao <= maxCostRao)
      expect(refusal === null).toBe(affordable)
    }),
  )
})
