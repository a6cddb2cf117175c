import { expect, test } from 'vitest'
import { parseRss } from './rss.ts'

const feed = (items: string, head = '') => `${head}<rss version="2.0"><channel>${items}</channel></rss>`

test('reads items, their prefixes gone', () => {
  const xml = feed(
    '<item><title><![CDATA[A <b>bold</b> & plain]]></title><link>https://x.test/a?b=1&amp;c=2</link><dc:modified>2025-03-09</dc:modified><source url="https://s.test">S &quot;T&quot;</source></item><item/>',
  )
  expect(parseRss('p', xml)).toEqual([
    {
      title: 'A <b>bold</b> & plain',
      link: 'https://x.test/a?b=1&c=2',
      pubDate: '',
      updated: '2025-03-09',
      description: '',
      source: 'S "T"',
      sourceUrl: 'https://s.test',
    },
    { title: '', link: '', pubDate: '', updated: '', description: '', source: '', sourceUrl: '' },
  ])
})

test('expands no entity of the document', () => {
  const laughs = '<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;">]>'
  const external = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
  for (const head of [laughs, external, laughs.toLowerCase()]) {
    expect(() => parseRss('p', feed('<item><title>&lol2;&e;</title></item>', head))).toThrow(
      'a document type in a feed',
    )
  }
  expect(
    parseRss('p', feed('<item><title>&lol2; &#x41;&#65; &#0;&#xd800;&#1114112;</title></item>'))[0]?.title,
  ).toBe('&lol2; AA &#1114112;'.replace('&#1114112;', '').trim())
})

test.each([
  '',
  'hello',
  '<html></html>',
  '<rss></rss>',
  '<rss><channel><item><title>x',
  '\0'.repeat(100),
  '<rss>'.repeat(5_000),
])('is an error or no items, and quick: %#', (xml) => {
  const startMs = performance.now()
  try {
    expect(parseRss('p', xml).length).toBeLessThan(2)
  } catch (error) {
    expect(error).toMatchObject({ code: 'E_NEWS_ANSWER' })
  }
  expect(performance.now() - startMs).toBeLessThan(10_000)
})

test('takes a field that is twice there, or is a tree, for what it is', () => {
  const [item] = parseRss(
    'p',
    feed('<item><title>one</title><title>two</title><link><a>x</a></link><pubDate a="1">d</pubDate></item>'),
  )
  expect(item).toMatchObject({ title: 'one', link: '', pubDate: 'd' })
})

test.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
  'an element named %s does no harm',
  (name) => {
    const xml = feed(`<item><${name}><title>x</title></${name}><title>z</title></item>`)
    try {
      expect(parseRss('p', xml)[0]?.title).toBe('z')
    } catch (error) {
      expect(error).toMatchObject({ code: 'E_NEWS_ANSWER' })
    }
    expect(({} as Record<string, unknown>).title).toBeUndefined()
  },
)
