import type { Neuron } from '@ig/subtensor-client'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { NEURON_ORDERS, readOrder, sortNeurons } from './neuron-order.ts'

const neurons = fc
  .array(fc.record({ stakeRao: fc.bigInt({ min: 0n, max: 3n }), incentive: fc.double({ noNaN: true }) }))
  .map((values) => values.map((value, uid) => ({ uid, ...value }) as unknown as Neuron))

test('the largest comes first, and of equal ones the smaller uid', () => {
  fc.assert(
    fc.property(neurons, (list) => {
      const sorted = sortNeurons(list, 'stake')
      expect(sorted).toHaveLength(list.length)
      sorted.slice(1).forEach((neuron, index) => {
        const before = sorted[index] as Neuron
        expect(before.stakeRao).toBeGreaterThanOrEqual(neuron.stakeRao)
        if (before.stakeRao === neuron.stakeRao) expect(before.uid).toBeLessThan(neuron.uid)
      })
      expect(sortNeurons(sorted, 'uid')).toEqual(list)
    }),
  )
})

test('an order is one of those that there are', () => {
  expect(readOrder(undefined)).toBe('uid')
  for (const order of NEURON_ORDERS) expect(readOrder(order)).toBe(order)
  expect(() => readOrder('luck')).toThrowErrorMatchingInlineSnapshot(
    `[IgError: A metagraph cannot be sorted by that. (value: "luck") Give --sort one of uid, stake, incentive, dividends, emission, consensus, vtrust, updated.]`,
  )
})
