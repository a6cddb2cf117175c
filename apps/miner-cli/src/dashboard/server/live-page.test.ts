import { expect, test } from 'vitest'
import { livePage, serverSentEvent } from './live-page.ts'
import { createWatchers } from './watchers.ts'

function openLive({ refreshMs = 1_000 } = {}) {
  const watched: boolean[] = []
  const watchers = createWatchers((one) => watched.push(one))
  const errors: unknown[] = []
  let nowMs = 0
  const gone = new AbortController()
  let render = async (): Promise<string | null> => 'one'
  const events = livePage({
    source: watchers,
    render: () => render(),
    refreshMs,
    signal: gone.signal,
    nowMs: () => nowMs,
    onError: (error) => errors.push(error),
  })
  return {
    events,
    watched,
    errors,
    leave: () => gone.abort(),
    renderWith(next: typeof render) {
      render = next
    },
    async pass(ms: number) {
      nowMs += ms
      watchers.tell()
      await new Promise(setImmediate)
    },
  }
}

test('a page is told when it differs from what was told last, and somebody is known to look meanwhile', async () => {
  const live = openLive()
  expect((await live.events.next()).value).toBe('retry: 2000\n\n')
  expect(live.watched).toEqual([true])
  expect((await live.events.next()).value).toBe('event: page\ndata: one\n\n')
  const next = live.events.next()
  await live.pass(1_000)
  live.renderWith(async () => 'two\nlines')
  await live.pass(1_000)
  expect((await next).value).toBe('event: page\ndata: two\ndata: lines\n\n')
  await live.events.return()
  expect(live.watched).toEqual([true, false])
})

test('a page is not rendered more often than it wants to be', async () => {
  const live = openLive({ refreshMs: 30_000 })
  await live.events.next()
  await live.events.next()
  let renderings = 0
  live.renderWith(async () => `${++renderings}`)
  const next = live.events.next()
  for (let second = 1; second < 30; second++) await live.pass(1_000)
  expect(renderings).toBe(0)
  await live.pass(1_000)
  expect((await next).value).toContain('data: 1')
})

test('what cannot be rendered is told to the log and tried again, and the stream goes on', async () => {
  const live = openLive()
  await live.events.next()
  await live.events.next()
  live.renderWith(async () => {
    throw new Error('the disk')
  })
  const next = live.events.next()
  await live.pass(1_000)
  live.renderWith(async () => 'well again')
  await live.pass(1_000)
  expect((await next).value).toContain('well again')
  expect(live.errors).toHaveLength(1)
})

test('a page that stays as it is lets the connection know that it is alive', async () => {
  const live = openLive()
  await live.events.next()
  await live.events.next()
  const next = live.events.next()
  await live.pass(16_000)
  expect((await next).value).toBe(': still here\n\n')
})

test('whoever has left is no longer waited for, even where the miner says nothing more', async () => {
  const live = openLive()
  await live.events.next()
  await live.events.next()
  const next = live.events.next()
  live.leave()
  expect(await next).toEqual({ done: true, value: undefined })
  expect(live.watched).toEqual([true, false])
})

test('a stream ends after a quarter of an hour, for its reader to show again that it may look', async () => {
  const live = openLive()
  await live.events.next()
  await live.events.next()
  const next = live.events.next()
  await live.pass(15 * 60_000)
  expect(await next).toEqual({ done: true, value: undefined })
  expect(live.watched).toEqual([true, false])
})

test('no text can end an event early or begin another', () => {
  expect(serverSentEvent('page', 'a\r\n\r\nevent: other\rdata: b')).toBe(
    'event: page\ndata: a\ndata: \ndata: event: other\ndata: data: b\n\n',
  )
})
