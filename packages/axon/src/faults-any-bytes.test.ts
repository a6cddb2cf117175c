import fc from 'fast-check'
import { expect, test } from 'vitest'
import { testAxon } from './testing/test-axon.ts'

// The hostile inputs and faults that an axon must stand, by the rows of the list that this package is held to;
// those that need a socket are in serve.test.ts.

test('whatever the headers and the body, the answer is the client’s fault and the next request is answered', async () => {
  const { signed, send, isAlive } = testAxon({ rateLimitPerSecond: 0 })
  const template = signed()
  const names = [
    ...Object.keys(template.headers),
    'content-length',
    'content-encoding',
    'x-bittensor-signature',
  ]
  const header = fc.record({
    name: fc.constantFrom(...names),
    value: fc.string({ unit: fc.integer({ min: 32, max: 255 }).map((code) => String.fromCharCode(code)) }),
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(header, { maxLength: 4 }),
      fc.uint8Array({ maxLength: 300 }),
      async (changes, bytes) => {
        const headers = Object.fromEntries(changes.map(({ name, value }) => [name, value.trim()]))
        const { status } = await send(signed(), { headers, body: new Uint8Array(bytes) })
        expect(status).toBeGreaterThanOrEqual(400)
        expect(status).toBeLessThan(500)
      },
    ),
    { numRuns: 150 },
  )
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (value) => {
      const body = JSON.stringify({ events: value })
      const { status } = await send(signed(), { body })
      expect([200, 400, 422]).toContain(status)
    }),
    { numRuns: 100 },
  )
  expect(await isAlive()).toBe(true)
})
