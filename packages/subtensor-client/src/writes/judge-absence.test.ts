import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judgeAbsence } from './judge-absence.ts'

const extrinsic = { nonce: 7, lastEraBlock: 107 }
/** With every final block searched. */
const judge = (absence: { readonly finalizedBlock: number; readonly finalizedNonce: number }) =>
  judgeAbsence({ ...absence, searchedUpToBlock: absence.finalizedBlock }, extrinsic)

test('it is lost only when its last block is final, or a final block has used its nonce', () => {
  expect(judge({ finalizedBlock: 106, finalizedNonce: 7 })).toBe('wait')
  expect(judge({ finalizedBlock: 107, finalizedNonce: 7 })).toBe('EraEnded')
  expect(judge({ finalizedBlock: 100, finalizedNonce: 8 })).toBe('NonceTaken')
})

test('while any block to come could hold it, it is never called lost', () => {
  fc.assert(
    fc.property(fc.nat(106), fc.nat(7), (finalizedBlock, finalizedNonce) => {
      expect(judge({ finalizedBlock, finalizedNonce })).toBe('wait')
    }),
  )
})

test('once it is lost it stays lost, however the chain grows', () => {
  const growth = fc.record({ blocks: fc.nat(1_000), nonces: fc.nat(100) })
  fc.assert(
    fc.property(fc.nat(300), fc.nat(20), growth, (finalizedBlock, finalizedNonce, { blocks, nonces }) => {
      fc.pre(judge({ finalizedBlock, finalizedNonce }) !== 'wait')
      const later = { finalizedBlock: finalizedBlock + blocks, finalizedNonce: finalizedNonce + nonces }
      expect(judge(later)).not.toBe('wait')
    }),
  )
})

test('what is final is no proof before it has been searched', () => {
  const nonceTaken = { finalizedBlock: 101, finalizedNonce: 8 }
  expect(judgeAbsence({ ...nonceTaken, searchedUpToBlock: 100 }, extrinsic)).toBe('wait')
  const eraEnded = { finalizedBlock: 110, finalizedNonce: 7 }
  expect(judgeAbsence({ ...eraEnded, searchedUpToBlock: 106 }, extrinsic)).toBe('wait')
  expect(judgeAbsence({ ...eraEnded, searchedUpToBlock: 107 }, extrinsic)).toBe('EraEnded')
})
