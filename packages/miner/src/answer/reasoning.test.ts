import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { StoredForecast } from '../ports.ts'
import { sampleForecast } from '../store/sample-events.ts'
import { cutText, reasoningOf } from './reasoning.ts'

test('cuts no surrogate pair in half', () => {
  expect(cutText('ab😀', 3)).toBe('ab')
  expect(cutText('ab😀', 4)).toBe('ab😀')
})

test('says the same of a forecast however often it is asked, cut to what there is room for', () => {
  const forecast: StoredForecast = {
    ...sampleForecast('a', { reasoning: `It \ud800 rains. ${'Often. '.repeat(20)}` }),
    id: 1,
  }
  const whole = `Basis: model, made 2026-11-22T12:00:00.001Z. It \ufffd rains. ${'Often. '.repeat(20)}`
  for (const max of [10_000, 50, whole.length, 10_000]) {
    expect(reasoningOf(forecast, max)).toBe(whole.slice(0, max))
  }
  expect(reasoningOf({ ...forecast, basis: 'market' }, 20)).toBe('Basis: market, made ')
})

test('is well-formed and within its length, whatever it is given', () => {
  const units = fc.array(fc.constantFrom('\ud83d', '\ude00', '😀', 'é', 'a', '\0'))
  fc.assert(
    fc.property(units, fc.integer({ min: 1, max: 12 }), (parts, max) => {
      const text = parts.join('')
      const cut = cutText(text, max)
      expect(cut.isWellFormed()).toBe(true)
      expect(cut.length).toBeLessThanOrEqual(max)
      if (text.length <= max && text.isWellFormed()) expect(cut).toBe(text)
    }),
  )
})
