import { channel } from 'node:diagnostics_channel'
import { expect, test } from 'vitest'
import { serveOnLoopback } from '../testing/serve-on-loopback.ts'
import { createClockSamples } from './clock-samples.ts'
import { watchHttpDates } from './watch-http-dates.ts'

const DATE = 'Fri, 02 Jan 2026 03:04:05 GMT'
const NOW_MS = Date.parse(DATE) + 7_500

function told(origin: string, headers: Record<string, string>) {
  const list = Object.entries(headers).flatMap((pair) => pair.map((text) => Buffer.from(text)))
  channel('undici:request:headers').publish({ request: { origin }, response: { headers: list } })
}

test('takes the dates of answers of others, and none that a cache kept', () => {
  const samples = createClockSamples(() => NOW_MS)
  const stop = watchHttpDates(samples)
  told('https://cached.example', { Date: DATE, Age: '40' })
  told('http://127.0.0.1:8080', { Date: DATE })
  told('http://localhost', { Date: DATE })
  channel('undici:request:headers').publish({ odd: true })
  expect(samples.offset()).toBeNull()
  told('https://api.example', { 'content-type': 'application/json', DATE, age: '0' })
  expect(samples.offset()).toEqual({ offsetMs: 7_000, servers: 1 })
  stop()
  told('https://other.example', { date: DATE })
  expect(samples.offset()?.servers).toBe(1)
})

test('hears of what `fetch` gets', async () => {
  const origins: string[] = []
  const stop = watchHttpDates({
    wants: () => true,
    saw: (origin) => origins.push(origin),
    offset: () => null,
  })
  const seen: unknown[] = []
  const listen = (message: unknown) =>
    seen.push((message as { response: { headers: unknown } }).response.headers)
  channel('undici:request:headers').subscribe(listen)
  const url = await serveOnLoopback((_request, response) => response.end('{}'))
  await (await fetch(url)).text()
  channel('undici:request:headers').unsubscribe(listen)
  stop()
  // What Node publishes has the form that is read here; this server is on loopback and therefore no clock to go by.
  expect(seen).toHaveLength(1)
  expect(Array.isArray(seen[0])).toBe(true)
  expect(origins).toEqual([])
})
