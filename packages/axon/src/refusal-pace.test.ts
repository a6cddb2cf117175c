import { expect, test } from 'vitest'
import { refuse } from './refusal.ts'
import { createRefusalPace } from './refusal-pace.ts'

const refusal = refuse(429, 'Too many requests')

function paced(maxWaitMs: number) {
  const waiting: { readonly ms: number; readonly end: () => void }[] = []
  const pace = createRefusalPace(maxWaitMs, (end, ms) => waiting.push({ ms, end }))
  return { pace, waiting }
}

test('a refusal waits until the next token is due, a tenth of a second at most', async () => {
  const { pace, waiting } = paced(100)
  const soon = pace.hold(refusal, 0.03)
  const late = pace.hold(refusal, 5)
  expect(waiting.map(({ ms }) => ms)).toEqual([30, 100])
  for (const { end } of waiting) end()
  expect(await Promise.all([soon, late])).toEqual([refusal, refusal])
})

test('what is refused for another reason, or where waiting is off, is refused at once', () => {
  expect(paced(100).pace.hold(refusal, 0)).toBe(refusal)
  expect(paced(0).pace.hold(refusal, 5)).toBe(refusal)
})

test('a thousand are held and no more, and those that were told make room', async () => {
  const { pace, waiting } = paced(100)
  const [first] = Array.from({ length: 1_024 }, () => pace.hold(refusal, 1))
  expect(pace.hold(refusal, 1)).toBe(refusal)
  waiting[0]?.end()
  await first
  expect(pace.hold(refusal, 1)).toBeInstanceOf(Promise)
})
