import { stringifyJson } from '@ig/protocol'
import { afterAll, expect, test } from 'vitest'
import { createJsonWorker } from './json-worker-thread.ts'

const worker = createJsonWorker(64)
afterAll(() => worker.close())

test('parses in its thread, losing nothing', async () => {
  const text = `{"events":{${Array.from({ length: 3_000 }, (_, at) => `"k${at}":{"f":${at}.0,"é":"✓"}`).join(',')}}}`
  expect(stringifyJson(await worker.parse(Buffer.from(text)))).toBe(text)
})

test('several at once wait for each other', async () => {
  const texts = ['[1,2]', '{"a":1.0}', '"text"', 'null']
  const values = await Promise.all(texts.map((text) => worker.parse(Buffer.from(text))))
  expect(values.map(stringifyJson)).toEqual(texts)
})

test('says what is wrong with a body, and goes on', async () => {
  await expect(worker.parse(Buffer.from('{'))).rejects.toMatchObject({ code: 'E_JSON' })
  await expect(worker.parse(Uint8Array.of(0xff, 0xfe))).rejects.toMatchObject({ code: 'E_UTF8' })
  await expect(worker.parse(Buffer.from('['.repeat(100)))).rejects.toMatchObject({ code: 'E_JSON_DEPTH' })
  expect(await worker.parse(Buffer.from('[]'))).toEqual([])
})

test('starts again after it was ended', async () => {
  const short = createJsonWorker(64, 1)
  expect(await short.parse(Buffer.from('[1]'))).toEqual([1])
  await short.close()
  expect(await short.parse(Buffer.from('[2]'))).toEqual([2])
  await short.close()
})
