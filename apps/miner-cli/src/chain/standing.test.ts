import { expect, test } from 'vitest'
import { standing } from './standing.ts'
import type { SubnetSnapshot } from './subnet-snapshot.ts'

type Neuron = readonly [emissionRao: bigint | undefined, registeredAtBlock: number | null]

function snapshotWith(maxUids: number | undefined, neurons: readonly Neuron[]): SubnetSnapshot {
  return {
    schemaVersion: 1,
    network: 'test',
    netuid: 1,
    genesisHash: null,
    block: { number: 10_000, hash: '0x' },
    readAtMs: 0,
    tempoBlocks: 360,
    immunityPeriodBlocks: 4_096,
    servingRateLimitBlocks: 50,
    maxUids,
    neurons: neurons.map(([emissionRao, registeredAtBlock], uid) => ({
      uid,
      hotkeySs58: `hotkey-${uid}`,
      coldkeySs58: `coldkey-${uid}`,
      stakeRao: 0n,
      validatorPermit: false,
      registeredAtBlock,
      emissionRao,
    })),
  }
}

test('those with less emission go first, of equal ones who came first; who is immune stays', () => {
  const snapshot = snapshotWith(5, [
    [9n, 100],
    [5n, 100],
    [5n, 200],
    [5n, 300],
    [0n, 9_000],
  ])
  expect([0, 1, 2, 3, 4].map((uid) => standing(snapshot, uid).replacedBefore)).toEqual([3, 0, 1, 2, 0])
  expect(standing(snapshot, 0).openPlaces).toBe(0)
})

test('nothing is claimed that is not known', () => {
  expect(standing(null, 0)).toEqual({ openPlaces: null, replacedBefore: null })
  expect(standing(snapshotWith(undefined, [[undefined, 1]]), 0)).toEqual({
    openPlaces: null,
    replacedBefore: null,
  })
  expect(standing(snapshotWith(256, [[1n, 1]]), 7)).toEqual({ openPlaces: 255, replacedBefore: null })
})
