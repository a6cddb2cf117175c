import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalUrl } from './canonical-url.ts'

describe('canonical addresses', () => {
  const story = 'https://daily.example/2025/Story'
  test.each([
    'http://www.daily.example/2025/Story',
    'https://DAILY.example:443/2025/Story/',
    'https://m.daily.example/2025/Story#top',
    'https://amp.daily.example/2025/Story?amp=1',
    'https://daily.example/amp/2025/Story',
    'https://daily.example/2025/Story/amp/',
    'https://daily.example/2025/Story?utm_source=x&UTM_MEDIUM=y&fbclid=z&gclid=1',
    'https://user@daily.example./2025/Story',
    'https://daily.example//2025/./x/../Story',
  ])('%s', (address) => {
    expect(canonicalUrl(address)).toBe(story)
  })

  test.each([
    ['https://daily.example/2025/story', 'the path in another case'],
    ['https://daily.example/2025/Story?id=2', 'a parameter that names it'],
    ['https://sport.daily.example/2025/Story', 'another host'],
    ['https://daily.example:8080/2025/Story', 'another port'],
  ])('%s is another (%s)', (address) => {
    expect(canonicalUrl(address)).not.toBe(story)
  })

  test('parameters have no order', () => {
    expect(canonicalUrl('https://x.test/?b=2&a=1')).toBe(canonicalUrl('http://x.test?a=1&utm_id=3&b=2'))
    expect(canonicalUrl('https://m.co/')).toBe('https://m.co/')
  })

  test.each([
    '',
    'x',
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///x',
    'ftp://x.test/',
    `https://x.test/${'a'.repeat(3000)}`,
  ])('%s is none', (address) => {
    expect(canonicalUrl(address)).toBeNull()
  })

  test('is its own canonical form', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (address) => {
        const once = canonicalUrl(address)
        expect(once === null ? null : canonicalUrl(once)).toBe(once)
      }),
      { numRuns: 30 },
    )
  })
})
