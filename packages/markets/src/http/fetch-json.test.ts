import { expect, test } from 'vitest'
import { z } from 'zod'
import { type Scripted, scriptedFetch } from '../testing/scripted-fetch.ts'
import { createJsonReader } from './fetch-json.ts'

const url = new URL('http://127.0.0.1:1/markets?secret=1')
const schema = z.object({ ok: z.boolean() })
const signal = new AbortController().signal

function reading(answers: readonly Scripted[]) {
  let next = 0
  const { fetch, asked } = scriptedFetch(() => answers[Math.min(next++, answers.length - 1)] as Scripted)
  return { reader: createJsonReader({ venue: 'somewhere', fetch }), asked }
}

test('tries again what may work', async () => {
  const { reader, asked } = reading([{ status: 503 }, { json: { ok: true } }])
  expect(await reader.read(url, schema, { signal })).toEqual({ ok: true })
  expect(asked).toHaveLength(2)
})

test.each([404, 410])('nothing there (%d) is null, and is not tried again', async (status) => {
  const { reader, asked } = reading([{ status }])
  expect(await reader.read(url, schema, { signal })).toBeNull()
  expect(asked).toHaveLength(1)
})

test('does not tell the query, where keys may stand', async () => {
  const { reader } = reading([{ status: 401 }])
  const error = await reader.read(url, schema, { signal }).catch(String)
  expect(error).toContain('127.0.0.1:1')
  expect(error).not.toContain('secret')
})

test('ends when the caller gives up', async () => {
  const controller = new AbortController()
  const fetch = (async (_: URL, { signal: given }: RequestInit) =>
    new Promise((_resolve, reject) => {
      given?.addEventListener('abort', () => reject(given.reason))
      controller.abort(new Error('enough'))
    })) as typeof globalThis.fetch
  const reader = createJsonReader({ venue: 'somewhere', fetch })
  await expect(reader.read(url, schema, { signal: controller.signal })).rejects.toThrow('enough')
})
