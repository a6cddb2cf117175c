import { expect, test } from 'vitest'
import { createRedactor } from './redact.ts'

const redact = createRedactor(['canary"secret'])

test.each([
  'canary"secret',
  JSON.stringify({ key: 'canary"secret' }),
  encodeURIComponent('canary"secret'),
  'https://x/?api_key=canary1234&q=1',
  'Authorization: Bearer canary12345678',
  'sk-canary12345678',
  'https://user:canary1@host/',
])('%s', (text) => {
  expect(redact(text)).not.toContain('canary')
})

test.each([{ token: 12345 }, { secret: null, n: 1 }, { password: false }, { token: 'canary1234' }])(
  'a line of JSON stays one: %j',
  (value) => {
    const line = redact(JSON.stringify(value))
    expect(() => JSON.parse(line)).not.toThrow()
    expect(line).not.toContain('canary')
  },
)

test('ordinary text stays', () => {
  const text = 'poll 3: 17 events answered at http://127.0.0.1:8091, tokens 12'
  expect(redact(text)).toBe(text)
})
