import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkAmount } from './amounts.ts'

const refused = expect.objectContaining({ code: 'E_CHAIN_ARGUMENT' })

test('an amount is taken exactly if the chain can hold it and it is something', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 65n), max: 2n ** 65n }), (rao) => {
      const check = () => checkAmount('amountRao', rao)
      if (rao >= 1n && rao < 2n ** 64n) expect(check).not.toThrow()
      else expect(check).toThrow(refused)
    }),
  )
  expect(() => checkAmount('amountRao', 0n)).toThrow(refused)
  expect(() => checkAmount('amountRao', 2n ** 64n - 1n)).not.toThrow()
})
