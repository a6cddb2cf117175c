import { expect, test } from 'vitest'
import type { BlockRef } from '../chain-data.ts'
import { createHeads } from './heads.ts'

test('a head that a new link brings again stays as old as it is, and nobody is told of it twice', () => {
  let nowMs = 1_000
  const told: BlockRef[] = []
  const heads = createHeads({ nowMs: () => nowMs, onWatcherFailed: () => {} })
  heads.watch((head) => told.push(head))
  expect(heads.ageMs()).toBeNull()
  heads.onHead({ number: 7, hash: '0x07' })
  nowMs += 61_000
  heads.onHead({ number: 7, hash: '0x07' })
  expect(heads.ageMs()).toBe(61_000)
  heads.onHead({ number: 8, hash: '0x08' })
  expect([heads.ageMs(), heads.newest()]).toEqual([0, { number: 8, hash: '0x08' }])
  expect(told.map(({ number }) => number)).toEqual([7, 8])
})
