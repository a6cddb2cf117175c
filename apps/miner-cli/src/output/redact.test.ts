import { wordlist } from '@scure/bip39/wordlists/english.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRedactor, fingerprint } from './redact.ts'

const SEED = '5ec2e7'.padEnd(64, 'a1')
const redact = createRedactor(['canary"secret', 'canary', 'canary-longer'], new Set([fingerprint(SEED)]))

test.each([
  'canary"secret',
  'canary-longer-longer',
  JSON.stringify({ key: 'canary"secret' }),
  encodeURIComponent('canary"secret'),
])('a known secret: %s', (text) => {
  expect(redact(text)).not.toMatch(/canary|secret$/)
})

test.each([
  'https://x/?api_key=hidden1234&q=1',
  'https://x/?key=hidden1234',
  'https://x/?q=1&sig=hidden%201234#top',
  'Authorization: Bearer hidden12345678',
  'authorization=hidden12345678',
  'sk-hidden12345678',
  'https://user:hidden1@host/',
  'https://hooks.slack.com/services/T0/B0/hidden',
  'https://discord.com/api/webhooks/1/hidden-1',
  '{"secretSeed":"hidden-1"}',
  JSON.stringify({ body: JSON.stringify({ privateKey: 'hidden-1', token: 'hidden-2' }) }),
])('the shape of a secret: %s', (text) => {
  expect(redact(text)).not.toContain('hidden')
})

describe('a key', () => {
  test.each([SEED, `0x${SEED.toUpperCase()}`, `seed:${SEED}.`, `?q=%20${SEED}%20`])(
    'is known again by its fingerprint: %s',
    (text) => {
      expect(redact(text).toLowerCase()).not.toContain(SEED)
    },
  )

  test('is not taken for a hash, which has as many digits', () => {
    const hash = `block 0x${'7'.repeat(64)}`
    expect(redact(hash)).toBe(hash)
  })
})

describe('a mnemonic', () => {
  const phrase = fc
    .array(fc.constantFrom(...wordlist), { minLength: 12, maxLength: 24 })
    .chain((words) =>
      fc
        .constantFrom(' ', '  ', '\n', '\t', ', ', '","', '\\n', '\r\n', ' 7. ', '%20', '%0A', '+')
        .map((between) => ({ words, text: words.join(between) })),
    )

  test('of any words is masked, however it is laid out and whatever stands around it', () => {
    fc.assert(
      fc.property(phrase, fc.boolean(), ({ words, text }, inJson) => {
        const line = `Xyzzy: "${text}" xyzzy!`
        const masked = redact(inJson ? JSON.stringify({ msg: line }) : line)
        expect(masked).toContain('********')
        for (const word of words) expect(masked).not.toMatch(new RegExp(`(?<![a-z])${word}(?![a-z])`))
        if (inJson) expect(() => JSON.parse(masked)).not.toThrow()
      }),
    )
  })

  test('in JSON leaves JSON, whatever stands beside it', () => {
    const words = wordlist.slice(0, 12)
    for (const value of [
      { a: words, able: [words.join(' '), 'able', { about: words.join(',') }], above: 'absent' },
      [words, words],
    ]) {
      const masked = redact(JSON.stringify({ said: JSON.stringify(value), value }))
      expect(() => JSON.parse(JSON.parse(masked).said)).not.toThrow()
      expect(masked).not.toMatch(/abstract/)
    }
  })

  test('of eleven words is none, and prose is none', () => {
    const eleven = wordlist.slice(0, 11).join(' ')
    expect(redact(eleven)).toBe(eleven)
    const prose =
      'Their model will always report much about local weather, where other venues still wait until people agree upon such things.'
    expect(redact(prose)).toBe(prose)
  })
})

test('a megabyte of anything is looked through', () => {
  const long = [
    'abandon ',
    'abandon',
    ' ',
    '\\n',
    '{"token":"',
    'a1',
    'https://',
    'zoo, ',
    '\\',
    'zoo\\\\',
  ].map((part) => part.repeat(1_000_000 / part.length))
  for (const text of long) {
    // What takes more than time in proportion would not end within the test's.
    expect(redact(text).length).toBeGreaterThan(0)
  }
})

test.each([{ token: 12345 }, { secret: null, n: 1 }, { password: false }, { token: 'hidden1234' }])(
  'a line of JSON stays one: %j',
  (value) => {
    const line = redact(JSON.stringify(value))
    expect(() => JSON.parse(line)).not.toThrow()
    expect(line).not.toContain('hidden')
  },
)

test('ordinary text stays', () => {
  const text = 'poll 3: 17 events answered at http://127.0.0.1:8091, tokens 12'
  expect(redact(text)).toBe(text)
})
