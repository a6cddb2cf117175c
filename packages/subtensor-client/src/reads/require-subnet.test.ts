import { expect, test } from 'vitest'
import { checkNetuid } from './require-subnet.ts'

test.each([-1, 65_536, 2.5, Number.NaN])('the netuid %d is none', (netuid) => {
  expect(() => checkNetuid(netuid)).toThrow(expect.objectContaining({ code: 'E_CHAIN_ARGUMENT' }))
})
