import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judgeAbsence } from './judge-absence.ts'

const extrinsic = { nonce: 7, lastEraBlock: 107 }

test('it is lost only when its last block is final, or a final block has used its nonce', () => {
  expect(judgeAbsence({ finalizedBlock: 106, finalizedNonce: 7 }, extrinsic)).toBe('wait')
  expect(judgeAbsence({ finalizedBlock: 107, finalizedNonce: 7 }, extrinsic)).toBe('EraEnded')
  expect(judgeAbsence({ finalizedBlock: 100, finalizedNonce: 8 }, extrinsic)).toBe('NonceTaken')
})

test('while any block to come could hold it, it is never called lost', () => {
  fc.assert(
    fc.property(fc.nat(106), fc.nat(7), (finalizedBlock, finalizedNonce) => {
      expect(judgeAbsence({ finalizedBlock, finalizedNonce }, extrinsic)).toBe('wait')
    }),
  )
})

test('once it is lost it stays lost, however the chain grows', () => {
  const growth = fc.record({ blocks: fc.nat(1_000), nonces: fc.nat(100) })
  fc.assert(
    fc.property(fc.nat(300), fc.nat(20), growth, (finalizedBlock, finalizedNonce, { blocks, nonces }) => {
      fc.pre(judgeAbsence({ finalizedBlock, finalizedNonce }, extrinsic) !== 'wait')
      const later = { finalizedBlock: finalizedBlock + blocks, finalizedNonce: finalizedNonce + nonces }
      expect(judgeAbsence(later, extrinsic)).not.toBe('wait')
    }),
  )
})
