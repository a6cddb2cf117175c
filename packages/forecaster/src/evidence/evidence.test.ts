import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { distinctArticles } from './distinct-articles.ts'
import { cosine, hashedVector } from './similarity.ts'

describe('distinct articles', () => {
  const article = (url: string, title: string) => ({ url, title })

  test('are told by address and headline; the first one stays', () => {
    const first = article('https://www.a.example/x/?utm_source=q&id=1#top', 'The rate: unchanged!')
    expect(
      distinctArticles([
        first,
        article('http://a.example/x?id=1', 'Another headline'),
        article('https://b.example/y', 'the RATE unchanged'),
      ]),
    ).toEqual([first])
    const others = [
      article('https://a.example/x?id=2', ''),
      article('https://a.example/x?id=3', ''),
      article('no address', '?'),
    ]
    expect(distinctArticles(others)).toEqual(others)
  })
})

describe('similarity', () => {
  test('is 1 for the same text, and between -1 and 1 for any', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        const [x, y] = [hashedVector(a), hashedVector(b)]
        expect(Math.abs(cosine(x, y))).toBeLessThanOrEqual(1 + 1e-6)
        if (x.some((value) => value > 0)) expect(cosine(x, x)).toBeCloseTo(1, 5)
      }),
    )
  })

  test.each([
    [
      'Will the central bank cut its main rate in March?',
      'Central bank leaves rates unchanged',
      'Striker leaves club after cup final',
    ],
    [
      'Wird die Zentralbank den Leitzins senken?',
      'Leitzinssenkung der Zentralbank erwartet',
      'Fußball: Pokalfinale in Berlin',
    ],
    ['日銀は利上げするか', '日銀の利上げは春か', '天気は晴れ、気温は平年並み'],
  ])('%j is nearer to %j than to %j', (question, near, far) => {
    const target = hashedVector(question)
    expect(cosine(target, hashedVector(near))).toBeGreaterThan(cosine(target, hashedVector(far)))
  })

  test('of vectors without direction or of different lengths is 0', () => {
    expect(cosine([0, 0], [1, 0])).toBe(0)
    expect(cosine([1], [1, 0])).toBe(0)
    expect(cosine([Number.NaN], [1])).toBe(0)
  })
})
