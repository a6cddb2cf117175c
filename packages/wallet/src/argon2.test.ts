import { expect, test } from 'vitest'
import { deriveNaclKey } from './argon2.ts'

test('the event loop turns while a key is made, and the signal ends it', async () => {
  const stopped = new AbortController()
  let turns = 0
  const timer = setInterval(() => {
    turns += 1
    if (turns === 20) stopped.abort(new Error('enough'))
  }, 5)
  await expect(deriveNaclKey('canary', stopped.signal)).rejects.toThrow('enough')
  clearInterval(timer)
  expect(turns).toBe(20)
})
