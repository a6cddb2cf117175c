import { describe, expect, test } from 'vitest'
import { sourceOf } from './key-source.ts'

const SEED = 'ab'.repeat(32)

test('a seed, a secret URI and a mnemonic are told apart', () => {
  expect(sourceOf(` 0x${SEED}\n`)).toEqual({ seed: new Uint8Array(32).fill(0xab) })
  expect(sourceOf(`0X${SEED.toUpperCase()}`)).toEqual({ seed: new Uint8Array(32).fill(0xab) })
  expect(sourceOf(`0x${SEED}//miner`)).toEqual({ uri: `0x${SEED}//miner` })
  expect(sourceOf('//Alice')).toEqual({ uri: '//Alice' })
  expect(sourceOf('bottom drive obey')).toEqual({ mnemonic: 'bottom drive obey' })
})

describe('a mistyped seed is refused, and not shown', () => {
  test.each([
    ['with more behind it', `0x${SEED}zz`],
    ['with a digit too many', `0x${SEED}a`],
    ['too short', `0x${SEED.slice(2)}`],
    ['with a letter that is no digit', `0x${SEED.slice(1)}g`],
    ['with a space', `0x${SEED.slice(2)} ab`],
  ])('%s', (_, typed) => {
    let thrown: unknown
    try {
      sourceOf(typed)
    } catch (error) {
      thrown = error
    }
    expect(thrown).toMatchObject({ code: 'E_SEED' })
    expect(String(thrown)).not.toContain('abab')
  })
})
