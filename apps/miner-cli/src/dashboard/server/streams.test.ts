import { expect, test } from 'vitest'
import { appForTest, BROWSER } from '../testing/app-for-test.ts'
import { sourceForTest } from '../testing/source-for-test.ts'

const STREAM = { ...BROWSER, accept: 'text/event-stream' }
const MAX_STREAMS = 24

test('so many pages are watched at once, and one more when one has been left', async () => {
  const app = appForTest()
  // Whoever asks for the head of a stream watches nothing.
  for (let time = 0; time < MAX_STREAMS; time++) await app.request('/', { method: 'HEAD', headers: STREAM })
  const open = await Promise.all(
    Array.from({ length: MAX_STREAMS }, () => app.request('/', { headers: STREAM })),
  )
  expect(new Set(open.map(({ status }) => status))).toEqual(new Set([200]))
  const refused = await app.request('/', { headers: STREAM })
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '10'])
  await open[0]?.body?.cancel()
  expect((await app.request('/', { headers: STREAM })).status).toBe(200)
})

test('nobody is taken to look any more who leaves while what they were sent waits to be read', async () => {
  let watching = 0
  const source = sourceForTest({
    watch() {
      watching++
      return { [Symbol.dispose]: () => void watching-- }
    },
  })
  const response = await appForTest({ source }).request('/', { headers: STREAM })
  await expect.poll(() => watching).toBe(1)
  await response.body?.cancel()
  await expect.poll(() => watching).toBe(0)
})

test('one that has ended by itself makes room for another', async () => {
  let nowMs = 0
  const source = sourceForTest({
    async changed() {
      nowMs += 16 * 60_000
    },
  })
  const app = appForTest({ source, nowMs: () => nowMs })
  for (let time = 0; time <= MAX_STREAMS; time++) {
    const response = await app.request('/', { headers: STREAM })
    expect(response.status).toBe(200)
    expect(await response.text()).toContain('event: page')
  }
})

test('a stream begins with what the page shows, and says that no proxy may hold it back', async () => {
  const response = await appForTest().request('/logs', { headers: STREAM })
  expect(response.headers.get('x-accel-buffering')).toBe('no')
  expect(response.headers.get('cache-control')).toBe('no-store')
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  expect((await reader?.read())?.value).toBe('retry: 2000\n\n')
  expect((await reader?.read())?.value).toMatch(
    /^event: page\ndata: <header class="page-head"><h1>Logs<\/h1>/,
  )
  await reader?.cancel()
})
