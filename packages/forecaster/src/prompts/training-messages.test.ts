import { expect, test } from 'vitest'
import { readReasons } from '../answers/read-reasons.ts'
import { trainingMessages } from './training-messages.ts'

const article = (title: string, publishedAt: string) => ({
  url: 'https://news.example/1',
  title,
  source: 'The Daily Example',
  publishedAt: new Date(publishedAt),
  provider: 'google',
  text: '',
})

test('asks as a forecaster does, from nothing later, and answers in its schema', () => {
  const answer = { for: ['It is under way.'], against: [], reasoning: 'So it is.', probability: 0.97 }
  const [system, user, assistant, ...more] = trainingMessages(
    { question: 'Will it rain?', asOf: new Date('2026-03-01T00:00:00Z') },
    [article('Clouds', '2026-02-28T00:00:00Z'), article('It rained', '2026-03-01T00:00:00Z')],
    answer,
  )
  expect(more).toEqual([])
  expect([system?.role, user?.role, assistant?.role]).toEqual(['system', 'user', 'assistant'])
  expect(user?.content).toContain('Will it rain?')
  expect(user?.content).toContain('Clouds')
  expect(user?.content).not.toContain('It rained')
  expect(readReasons(assistant?.content ?? '')).toEqual({ ok: true, value: answer })
})
