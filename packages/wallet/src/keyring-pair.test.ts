import { keypairFromUri, verify } from '@ig/sr25519'
import { Keyring } from '@polkadot/keyring'
import { cryptoWaitReady } from '@polkadot/util-crypto'
import { beforeAll, expect, test } from 'vitest'
import { keyringPair } from './index.ts'

beforeAll(() => cryptoWaitReady())

const message = new TextEncoder().encode('what is signed')

test.each(['//Alice', '//Bob//stash/soft'])("the pair of %s is the one of @polkadot's keyring", (uri) => {
  const keypair = keypairFromUri(uri)
  const ours = keyringPair(keypair)
  const theirs = new Keyring({ type: 'sr25519', ss58Format: 42 }).addFromUri(uri)
  expect(ours).toMatchObject({ address: theirs.address, type: theirs.type, isLocked: false })
  expect(ours.addressRaw).toEqual(theirs.addressRaw)

  expect(theirs.verify(message, ours.sign(message), theirs.publicKey)).toBe(true)
  expect(ours.verify(message, theirs.sign(message), theirs.address)).toBe(true)
  expect(ours.verify(message, theirs.sign('other'), theirs.publicKey)).toBe(false)
  const typed = ours.sign(message, { withType: true })
  expect(typed[0]).toBe(theirs.sign(message, { withType: true })[0])
  expect(verify(message, typed.subarray(1), keypair.publicKey)).toBe(true)
  for (const text of ['a text', '0x00ff', '0xabc']) {
    expect(theirs.verify(text, ours.sign(text), theirs.publicKey)).toBe(true)
  }
})

test('keeps its secret', () => {
  const pair = keyringPair(keypairFromUri('//Alice'))
  expect(() => pair.toJson()).toThrow(expect.objectContaining({ code: 'E_WALLET_KEYRING' }))
  expect(() => pair.derive('//x')).toThrow(expect.objectContaining({ code: 'E_WALLET_KEYRING' }))
  pair.setMeta({ name: 'miner' })
  expect(pair.meta).toEqual({ name: 'miner' })
})
