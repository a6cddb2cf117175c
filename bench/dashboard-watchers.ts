import { setTimeout } from 'node:timers/promises'

/** What a first look at the dashboard took. */
export interface FirstLook {
  readonly ms: number
  /** Of the page and what it loads. */
  readonly bytes: number
}

/** Loads a page as a browser does for the first time: the document, then what it names, all at once. */
export async function lookAt(url: string): Promise<FirstLook> {
  const startedMs = performance.now()
  const html = await (await fetch(url, { headers: { accept: 'text/html' } })).text()
  const named = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(
    ([, path = '']) => new URL(path, url),
  )
  const loaded = await Promise.all(
    named.map(async (one) => (await (await fetch(one)).arrayBuffer()).byteLength),
  )
  const bytes = loaded.reduce((sum, size) => sum + size, Buffer.byteLength(html))
  return { ms: performance.now() - startedMs, bytes }
}

/** Watches pages as tabs do that somebody looks at, and counts what they are told, until `stop`. */
export function watchPages(urls: readonly string[]) {
  const stopping = new AbortController()
  const told = { events: 0, bytes: 0 }
  const tabs = urls.map(async (url) => {
    const { body } = await fetch(url, { headers: { accept: 'text/event-stream' }, signal: stopping.signal })
    const decoder = new TextDecoder()
    for await (const chunk of body ?? []) {
      const text = decoder.decode(chunk, { stream: true })
      told.events += text.split('event: page').length - 1
      told.bytes += text.length
    }
  })
  return {
    told,
    async stop() {
      stopping.abort()
      await Promise.allSettled(tabs)
    },
  }
}

/** Looks at pages by turns, one every `everyMs`, until the signal. */
export async function lookAgainAndAgain(
  urls: readonly string[],
  everyMs: number,
  signal: AbortSignal,
): Promise<FirstLook[]> {
  const looks: FirstLook[] = []
  for (let turn = 0; !signal.aborted; turn++) {
    looks.push(await lookAt(urls[turn % urls.length] ?? ''))
    await setTimeout(everyMs, null, { signal }).catch(() => {})
  }
  return looks
}
