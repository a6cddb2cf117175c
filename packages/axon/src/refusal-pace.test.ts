import { expect, test } from 'vitest'
import { refuse } from './refusal.ts'
import { createRefusalPace } from './refusal-pace.ts'

const refusal = refuse(429, 'Too many requests')

function paced(waitMs: number) {
  const waiting: { readonly ms: number; readonly end: () => void }[] = []
  const pace = createRefusalPace(waitMs, (end, ms) => waiting.push({ ms, end }))
  return { pace, waiting }
}

test('a refusal is held for as long as it is told', async () => {
  const { pace, waiting } = paced(500)
  const held = pace.hold(refusal)
  expect(waiting.map(({ ms }) => ms)).toEqual([500])
  waiting[0]?.end()
  expect(await held).toBe(refusal)
})

test('where waiting is off it is given at once', () => {
  expect(paced(0).pace.hold(refusal)).toBe(refusal)
})

test('a thousand are held and no more, and those that were told make room', async () => {
  const { pace, waiting } = paced(500)
  const [first] = Array.from({ length: 1_024 }, () => pace.hold(refusal))
  expect(pace.hold(refusal)).toBe(refusal)
  waiting[0]?.end()
  await first
  expect(pace.hold(refusal)).toBeInstanceOf(Promise)
})
