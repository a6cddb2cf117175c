import { createManualClock } from '@ig/miner'
import { expect, test } from 'vitest'
import { createFakeChain } from '../testing/fake-chain.ts'
import { startPulse } from './chain-pulse.ts'

test('beats never overlap, and heads that come during one are one more beat', async () => {
  const chain = createFakeChain()
  const clock = createManualClock(0)
  let beats = 0
  let ends = () => {}
  const pulse = startPulse({
    chain,
    clock,
    beat: () => {
      beats++
      return new Promise((resolve) => {
        ends = resolve
      })
    },
    onError: () => {},
  })
  chain.mine()
  chain.mine()
  await clock.advance(60_000)
  expect(beats).toBe(1)
  ends()
  await clock.advance(0)
  expect(beats).toBe(2)
  const stopped = pulse.stop()
  chain.mine()
  ends()
  await stopped
  expect({ beats, pending: clock.pending() }).toEqual({ beats: 2, pending: 0 })
})

test('an error ends no pulse', async () => {
  const chain = createFakeChain()
  const clock = createManualClock(0)
  const errors: unknown[] = []
  const beat = async () => {
    throw new Error('broken')
  }
  startPulse({ chain, clock, beat, onError: (error) => errors.push(error) })
  await clock.advance(36_000)
  chain.mine()
  await clock.advance(0)
  expect(errors).toHaveLength(5)
})
