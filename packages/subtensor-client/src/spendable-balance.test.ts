import fc from 'fast-check'
import { expect, test } from 'vitest'
import { spendableBalance } from './spendable-balance.ts'

const rao = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })
const accounts = fc.record({
  freeRao: rao,
  reservedRao: rao,
  frozenRao: rao,
  existentialDepositRao: fc.constant(500n),
})

test('what can be sent leaves the existential deposit and what is frozen', () => {
  const account = { freeRao: 10_000n, reservedRao: 100n, frozenRao: 0n, existentialDepositRao: 500n }
  expect(spendableBalance(account)).toEqual({ freeRao: 10_000n, reservedRao: 100n, transferableRao: 9_500n })
  expect(spendableBalance({ ...account, frozenRao: 2_100n }).transferableRao).toBe(8_000n)
  expect(spendableBalance({ ...account, freeRao: 499n }).transferableRao).toBe(0n)
})

test('an account that sends all it can stays alive, and one rao more would not do', () => {
  fc.assert(
    fc.property(accounts, (account) => {
      const { transferableRao } = spendableBalance(account)
      const left = account.freeRao - transferableRao
      expect(transferableRao).toBeGreaterThanOrEqual(0n)
      if (transferableRao > 0n) {
        expect(left).toBeGreaterThanOrEqual(500n)
        expect(left + account.reservedRao).toBeGreaterThanOrEqual(account.frozenRao)
        expect(left === 500n || left + account.reservedRao === account.frozenRao).toBe(true)
      }
    }),
  )
})
