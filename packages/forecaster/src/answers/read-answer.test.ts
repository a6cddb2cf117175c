import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAnswer } from './read-answer.ts'

describe('is read', () => {
  test.each([
    ['plain', '{"reasoning": "dry", "probability": 0.7}', 0.7],
    ['fenced', '```json\n{"probability": 0.7, "reasoning": "dry"}\n```', 0.7],
    ['with talk around', 'I think "yes" is likely.\n{"probability": 0.7} Good luck :-} {', 0.7],
    ['a number in quotation marks', '{"probability": "0.7"}', 0.7],
    ['a percentage that says so', '{"probability": "70%"}', 0.7],
    ['a percentage with a space', '{"probability": "70 %"}', 0.7],
    ['said twice alike', '{"probability": 0.7} so {"probability": 0.7}', 0.7],
    ['after thoughts', '<think>{"probability": 0.2}?</think>{"probability": 0.7}', 0.7],
    ['with braces in its reasons', '{"reasoning": "sets {a} and \\"}\\"", "probability": 0.7}', 0.7],
    [
      'in another language',
      'Antwort:\n{"reasoning": "Es wird wohl regnen – 恐らく。", "probability": 0.7}',
      0.7,
    ],
    ['behind a mark of the byte order', '\uFEFF{"probability": 0.7}', 0.7],
    ['with reasons that are no text', '{"reasoning": ["a"], "probability": 0.7}', 0.7],
    ['almost never', '{"probability": 1e-12}', 0.001],
    ['never', '{"probability": 0}', 0.001],
    ['always', '{"probability": 1}', 0.999],
  ])('%s', (_what, text, probability) => {
    expect(readAnswer(text)).toMatchObject({ ok: true, value: { probability } })
  })
})

describe('is not guessed', () => {
  test.each([
    ['percent without a sign', '{"probability": 70}'],
    ['percent without a sign in words', '{"probability": "70"}'],
    ['below zero', '{"probability": -0.1}'],
    ['null', '{"probability": null}'],
    ['NaN', '{"probability": NaN}'],
    ['beyond any number', '{"probability": 1e999}'],
    ['infinite in words', '{"probability": "Infinity"}'],
    ['a word', '{"probability": "likely"}'],
    ['two numbers', '{"probability": 0.2} or {"probability": 0.8}'],
    ['a list', '{"probability": [0.7]}'],
    ['another key', '{"p": 0.7}'],
    ['the key in another language', '{"Wahrscheinlichkeit": 0.7}'],
    ['a decimal comma', '{"probability": "0,7"}'],
    ['a fraction', '{"probability": "7/10"}'],
    ['digits of another script', '{"probability": "０.７"}'],
    ['a percentage over a hundred', '{"probability": "700%"}'],
    ['cut off in the number', '{"reasoning": "dry", "probability": 0.'],
    ['an inherited key', '{"__proto__": {"probability": 0.7}}'],
    ['nothing', ' \n'],
    ['a refusal', "I'm sorry, but I can't predict that."],
    ['cut off', '{"reasoning": "it was'],
    ['a number alone', '0.7'],
  ])('%s', (_what, text) => {
    expect(readAnswer(text)).toMatchObject({ ok: false, problem: expect.any(String) })
  })
})

test('never throws, and what it reads is inside [0.001, 0.999]', () => {
  const number = fc.oneof(fc.double(), fc.string(), fc.constant(null))
  const answers = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json(),
    fc
      .tuple(fc.string(), number, fc.string())
      .map(([a, value, b]) => `${a}${JSON.stringify({ probability: value })}${b}`),
  )
  fc.assert(
    fc.property(answers, (text) => {
      const answer = readAnswer(text)
      if (!answer.ok) return
      expect(answer.value.probability).toBeGreaterThanOrEqual(0.001)
      expect(answer.value.probability).toBeLessThanOrEqual(0.999)
    }),
    { numRuns: 500 },
  )
})

test.each(['{', '{"', '"{}', '{"probability":', '1', ' '])('a megabyte of %j takes linear time', (unit) => {
  const startedMs = performance.now()
  readAnswer(unit.repeat(1_000_000 / unit.length))
  expect(performance.now() - startedMs).toBeLessThan(10_000)
})
