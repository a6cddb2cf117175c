import type { Neuron } from '@ig/subtensor-client'
import { expect, test } from 'vitest'
import { neuronJson, overviewTable, type SubnetOverview } from './overview.ts'

const neuron: Neuron = {
  netuid: 155,
  uid: 197,
  hotkeySs58: '5GKkQKmDLfsKaumnkD479RBoD5CsbN2yRbMpY88J8YeC5DT4',
  coldkeySs58: '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty',
  active: true,
  axon: { block: 5, version: 1, ip: '203.0.113.7', ipType: 4, port: 8091, protocol: 4 },
  stakeRao: 12_345_678_900n,
  alphaStakeRao: 0n,
  taoStakeRao: 0n,
  rank: 0.25,
  trust: 0,
  consensus: 1,
  incentive: 0.001,
  dividends: 0,
  validatorTrust: 0.5,
  validatorPermit: true,
  emissionRao: 720_359n,
  lastUpdateBlock: 44,
  registeredAtBlock: null,
}
const subnet: SubnetOverview = {
  netuid: 155,
  tempoBlocks: 360,
  neurons: [
    { coldkey: 'miner', hotkey: 'default', neuron },
    { coldkey: 'miner', hotkey: 'second', neuron: { ...neuron, uid: 3, axon: null, validatorPermit: false } },
  ],
}

test("the table has btcli's columns and totals", () => {
  expect(`\n${overviewTable(subnet, 100, Number.POSITIVE_INFINITY)}`).toMatchSnapshot()
})

test('at 80 columns nothing is lost and no line is longer', () => {
  const text = overviewTable(subnet, 100, 80)
  expect(`\n${text}`).toMatchSnapshot()
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
})

test('as JSON the emission is undivided, and an axon is an address or null', () => {
  const [first, second] = subnet.neurons.map((own) => neuronJson(own, 100))
  expect(first).toMatchObject({ emissionRao: 720_359n, updatedBlocks: 56, axon: '203.0.113.7:8091' })
  expect(second).toMatchObject({ hotkey: 'second', axon: null })
})

test('an address of IPv6 stands in brackets', () => {
  const axon = { block: 5, version: 1, ip: '2001:db8::6', ipType: 6, port: 8006, protocol: 4 } as const
  expect(neuronJson({ coldkey: 'a', hotkey: 'b', neuron: { ...neuron, axon } }, 100).axon).toBe(
    '[2001:db8::6]:8006',
  )
})
