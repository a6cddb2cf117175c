import { IgError } from '@ig/errors'
import { createManualClock } from '@ig/miner'
import { expect, test } from 'vitest'
import { ok } from './check-result.ts'
import { runCheck } from './run-check.ts'

const clock = createManualClock(0)

test('gives the row, or the rows', async () => {
  expect(await runCheck({ name: 'one', run: async () => ok('one', 'seen') }, clock)).toHaveLength(1)
  const two = { name: 'two', run: async () => [ok('a', ''), ok('b', '')] }
  expect(await runCheck(two, clock)).toHaveLength(2)
})

test('what a check throws is a failed row with what to do', async () => {
  const error = new IgError({
    code: 'E_CHAIN_UNREACHABLE',
    message: 'No endpoint answers.',
    values: { endpoint: 'ws://127.0.0.1:1' },
    hint: 'Start a node.',
  })
  expect(await runCheck({ name: 'chain', run: () => Promise.reject(error) }, clock)).toEqual([
    {
      name: 'chain',
      state: 'fail',
      seen: 'E_CHAIN_UNREACHABLE: No endpoint answers. (endpoint: "ws://127.0.0.1:1")',
      mend: 'Start a node. Another endpoint is named by --subtensor.chain_endpoint.',
    },
  ])
  const atOnce = {
    name: 'odd',
    run: () => {
      throw new TypeError('x is not a function')
    },
  }
  expect(await runCheck(atOnce, clock)).toMatchObject([
    { state: 'fail', seen: 'the check broke: x is not a function' },
  ])
})

test('a check that takes too long is a failed row, and is told to end', async () => {
  let told: AbortSignal | null = null
  const rows = runCheck(
    {
      name: 'slow',
      limitMs: 2_000,
      run: (signal) => {
        told = signal
        return new Promise(() => {})
      },
    },
    clock,
  )
  await clock.advance(2_000)
  expect(await rows).toMatchObject([{ name: 'slow', state: 'fail', seen: 'no result within 2 s' }])
  expect(told).toMatchObject({ aborted: true })
})
