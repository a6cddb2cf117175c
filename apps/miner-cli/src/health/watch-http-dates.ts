import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { z } from 'zod'
import { isLoopback } from '../settings/loopback.ts'
import type { ClockSamples } from './clock-samples.ts'

/** Where `fetch` tells of the head of each answer, in this process and whoever asks. */
const CHANNEL = 'undici:request:headers'

const heard = z.object({
  request: z.object({ origin: z.coerce.string() }),
  // Names and values by turns.
  response: z.object({ headers: z.array(z.union([z.string(), z.instanceof(Uint8Array)])) }),
})

/**
 * Takes samples of the clocks of the servers that this process asks: models, news, venues. It asks nobody itself.
 * Servers on this machine share its clock and say nothing about it; an answer out of a cache is older than it looks.
 *
 * @returns what ends it
 */
export function watchHttpDates(samples: ClockSamples): () => void {
  function onHeaders(message: unknown): void {
    const origin = (message as { request?: { origin?: unknown } }).request?.origin
    const name = String(origin)
    if (!samples.wants(name) || isLoopback(URL.parse(name)?.hostname ?? '')) return
    const { data } = heard.safeParse(message)
    if (data === undefined) return
    const { headers } = data.response
    const age = headerOf(headers, 'age')
    const date = headerOf(headers, 'date')
    if (date !== null && (age === null || Number(age) === 0)) samples.saw(name, date)
  }
  subscribe(CHANNEL, onHeaders)
  return () => void unsubscribe(CHANNEL, onHeaders)
}

function headerOf(headers: readonly (string | Uint8Array)[], name: string): string | null {
  const at = headers.findIndex((header, index) => index % 2 === 0 && asText(header).toLowerCase() === name)
  return at === -1 || headers[at + 1] === undefined ? null : asText(headers[at + 1] as string | Uint8Array)
}

function asText(header: string | Uint8Array): string {
  return typeof header === 'string' ? header : Buffer.from(header).toString('latin1')
}
