import { describe, expect, test } from 'vitest'
import { nearDuplicates } from './duplicates.ts'

const asOfMs = Date.parse('2025-03-10T12:00:00Z')
const HOUR_MS = 3_600_000

describe('near duplicates', () => {
  const publishedAt = new Date(asOfMs)
  const of = (...titles: string[]) =>
    nearDuplicates(titles.map((title) => ({ title, text: '', publishedAt })))

  test('the same headline, or nearly', () => {
    expect(
      of('Bank holds rate steady again', 'BANK HOLDS RATE STEADY AGAIN!', 'Storm nears the coast tonight'),
    ).toEqual([null, 0, null])
    const long = 'The central bank keeps its main rate unchanged for a third meeting this year'
    expect(of(long, long.replace('keeps', 'raises'))).toEqual([null, null])
    expect(of(long, `Breaking: ${long}`)).toEqual([null, 0])
  })

  test('another number or a "not" makes another headline', () => {
    const long = 'Central bank raises its main rate by 25 basis points after long meeting on Wednesday'
    expect(of(long, long.replace('25', '50'))).toEqual([null, null])
    expect(
      of(
        'The court will hear the case of the two large airlines',
        'The court will not hear the case of the two large airlines',
      ),
    ).toEqual([null, null])
  })

  test('the same headline a month later is another story', () => {
    const title = 'What we know about the vote so far'
    const later = new Date(asOfMs + 30 * 24 * HOUR_MS)
    expect(
      nearDuplicates([
        { title, text: '', publishedAt },
        { title, text: '', publishedAt: later },
      ]),
    ).toEqual([null, null])
  })

  test('nearly the same text under another headline', () => {
    const words = Array.from({ length: 300 }, (_, index) => `word${(index * 7919) % 1009}`)
    const other = Array.from({ length: 300 }, (_, index) => `thing${(index * 104729) % 997}`)
    const edited = words.toSpliced(50, 3, 'three', 'other', 'words')
    const articles = [words, edited, other, words.slice(0, 150)].map((text, index) => ({
      title: `Headline number ${'abcd'[index]}`,
      text: text.join(' '),
      publishedAt,
    }))
    expect(nearDuplicates(articles)).toEqual([null, 0, null, null])
  })

  test('of a script without spaces', () => {
    expect(
      of('日本銀行は政策金利を据え置いた', '日本銀行は政策金利を据え置いた。', '台風が沖縄に接近している'),
    ).toEqual([null, 0, null])
  })
})
