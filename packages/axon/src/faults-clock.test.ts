import { expect, test } from 'vitest'
import { testAxon } from './testing/test-axon.ts'

const SECOND = 1_000_000_000n
const HOUR = 3_600n * SECOND

test.each([
  ['10 s behind', -10n * SECOND, 200],
  ['10 s ahead', 10n * SECOND, 401],
  ['an hour behind', -HOUR, 401],
  ['an hour ahead', HOUR, 401],
])('row 49: a validator whose clock is %s gets %i', async (_name, offsetNs, status) => {
  const { ask, clock, isAlive } = testAxon()
  const response = await ask({ nonceNs: clock.nowNs + offsetNs })
  expect(response.status).toBe(status)
  // However wrong its clock was, it is answered as soon as it is right.
  expect(await isAlive()).toBe(true)
})

test('row 49: a clock of our own that steps back lets nothing be replayed, and locks no one out for longer', async () => {
  const { signed, send, clock, isAlive } = testAxon()
  const early = signed()
  expect((await send(early)).status).toBe(200)
  clock.nowNs += 100n * SECOND
  const late = signed()
  expect((await send(late)).status).toBe(200)
  clock.nowNs -= 100n * SECOND
  expect((await send(early)).status).toBe(401)
  expect((await send(late)).status).toBe(401)
  clock.nowNs += 100n * SECOND
  expect(await isAlive()).toBe(true)
})

test('row 49: a clock of our own that was an hour ahead and is set right refuses what it has seen', async () => {
  const { signed, send, clock, isAlive } = testAxon()
  clock.nowNs += HOUR
  const ahead = signed()
  expect((await send(ahead)).status).toBe(200)
  clock.nowNs += 200n * SECOND
  expect(await isAlive()).toBe(true)
  expect((await send(ahead)).status).toBe(401)
})
