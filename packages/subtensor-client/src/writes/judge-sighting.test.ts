import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judgeSighting, type Sighting } from './judge-sighting.ts'

const extrinsic = { nonce: 7, lastEraBlock: 107, waitFor: 'inclusion' as const }
const seen = (sighting: Partial<Sighting>): Sighting => ({
  headBlock: 102,
  finalizedBlock: 100,
  found: null,
  finalizedNonce: 7,
  ...sighting,
})
const inBlock = (number: number) => ({ block: { number, hash: `0x${number}` }, parentHash: '0x', index: 1 })

test('what is in a block is included, or waits for finality where that is asked for', () => {
  const sighting = seen({ found: inBlock(101) })
  expect(judgeSighting(sighting, extrinsic)).toBe('included')
  expect(judgeSighting(sighting, { ...extrinsic, waitFor: 'finality' })).toBe('wait')
  expect(judgeSighting({ ...sighting, finalizedBlock: 101 }, { ...extrinsic, waitFor: 'finality' })).toBe(
    'included',
  )
})

test('it is lost only when its last block is final, or a final block has used its nonce', () => {
  expect(judgeSighting(seen({ headBlock: 120, finalizedBlock: 106 }), extrinsic)).toBe('wait')
  expect(judgeSighting(seen({ headBlock: 120, finalizedBlock: 107 }), extrinsic)).toBe('EraEnded')
  expect(judgeSighting(seen({ finalizedNonce: 8 }), extrinsic)).toBe('NonceTaken')
  expect(judgeSighting(seen({ finalizedNonce: null }), extrinsic)).toBe('wait')
})

test('while any block to come could hold it, it is never called lost', () => {
  fc.assert(
    fc.property(fc.nat(106), fc.nat(7), fc.nat(50), (finalizedBlock, finalizedNonce, ahead) => {
      const sighting = seen({ finalizedBlock, finalizedNonce, headBlock: finalizedBlock + ahead })
      expect(judgeSighting(sighting, extrinsic)).toBe('wait')
    }),
  )
})
