import { expect, test } from 'vitest'
import { strictTitleMatch, titleOf } from './title-match.ts'

const closesAt = new Date('2026-03-05T00:00:00Z')
const market = (title: string, marketId = title) => ({ marketId, title, closesAt })

test.each([
  ['the same title', 'Will Bitcoin close above $100,000 on March 5?'],
  ['another case, punctuation and thousands', 'WILL bitcoin CLOSE above $100000, on march 5'],
  ['other words that mean nothing', 'Bitcoin to close above $100,000 by the 5 March?'],
])('takes %s', (_, title) => {
  expect(
    strictTitleMatch('Will Bitcoin close above $100,000 on March 5?', closesAt, [market(title)])?.title,
  ).toBe(title)
})

test.each([
  ['another number', 'Will Bitcoin close above $110,000 on March 5?'],
  ['another day', 'Will Bitcoin close above $100,000 on March 6?'],
  ['a negation', 'Will Bitcoin not close above $100,000 on March 5?'],
  ['below', 'Will Bitcoin close below $100,000 on March 5?'],
  ['more', 'Will Bitcoin and Ethereum close above $100,000 on March 5?'],
  ['less', 'Will Bitcoin close above $100,000?'],
])('refuses %s', (_, title) => {
  expect(
    strictTitleMatch('Will Bitcoin close above $100,000 on March 5?', closesAt, [market(title)]),
  ).toBeNull()
})

test('refuses a market that closes at another time, two that match, and titles that say too little', () => {
  const title = 'Will Bitcoin close above $100,000?'
  expect(strictTitleMatch(title, new Date('2026-04-05T00:00:00Z'), [market(title)])).toBeNull()
  expect(strictTitleMatch(title, closesAt, [market(title, 'a'), market(title, 'b')])).toBeNull()
  expect(strictTitleMatch('Will it rain?', closesAt, [market('Will it rain?')])).toBeNull()
})

test('tells the title from the further information on the wire', () => {
  expect(titleOf('Will it rain? ==Further Information==: In Rome == today.')).toBe('Will it rain?')
})
