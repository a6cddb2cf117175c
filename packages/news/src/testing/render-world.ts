import type { WorldArticle } from './sample-articles.ts'

/** The articles as Google News' RSS gives them. */
export function googleFeed(articles: readonly WorldArticle[], baseUrl: string): string {
  const items = articles.filter(isIn('google')).map((article) => {
    const { title, source, pubDate, updated, isUpdateInFeed = true } = article
    return [
      '<item>',
      `<title>${escapeMarkup(`${title} - ${source}`)}</title>`,
      `<link>${escapeMarkup(addressOf(article, baseUrl))}</link>`,
      `<guid isPermaLink="false">${escapeMarkup(article.slug)}</guid>`,
      pubDate === null ? '' : `<pubDate>${escapeMarkup(pubDate)}</pubDate>`,
      updated && isUpdateInFeed ? `<atom:updated>${escapeMarkup(updated)}</atom:updated>` : '',
      `<description>${escapeMarkup(`<a href="${addressOf(article, baseUrl)}">${escapeMarkup(title)}</a>`)}</description>`,
      `<source url="https://daily.example">${escapeMarkup(source)}</source>`,
      '</item>',
    ].join('')
  })
  const open = '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>News</title>'
  return `<?xml version="1.0" encoding="UTF-8"?>${open}${items.join('\n')}</channel></rss>`
}

/** The articles as GDELT's `mode=artlist` gives them. */
export function gdeltAnswer(articles: readonly WorldArticle[], baseUrl: string): string {
  const found = articles.filter(isIn('gdelt')).map((article) => ({
    url: addressOf(article, baseUrl),
    url_mobile: '',
    title: article.title,
    ...(article.publishedAt && {
      seendate: `${article.publishedAt.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`,
    }),
    socialimage: '',
    domain: 'daily.example',
    language: 'English',
    sourcecountry: 'United States',
  }))
  return JSON.stringify({ articles: found })
}

/** The page of an article, with what pages have around their text. */
export function articlePage(article: WorldArticle): string {
  const { title, body, publishedAt, updated, extraHtml = '' } = article
  const meta = (property: string, content: string | undefined) =>
    content === undefined ? '' : `<meta property="${property}" content="${escapeMarkup(content)}">`
  const paragraphs = body.split('\n\n').map((paragraph) => `<p>${escapeMarkup(paragraph)}</p>`)
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    `<title>${escapeMarkup(title)} | The Daily Example</title>`,
    meta('article:published_time', publishedAt?.toISOString()),
    meta('article:modified_time', updated),
    '</head><body><nav><a href="/">Home</a> <a href="/world">World</a> <a href="/sport">Sport</a></nav>',
    `<main><article><h1>${escapeMarkup(title)}</h1>${paragraphs.join('')}${extraHtml}</article></main>`,
    '<aside><p>Sign up for our newsletter</p></aside><footer><p>All rights reserved</p></footer></body></html>',
  ].join('\n')
}

function isIn(name: 'google' | 'gdelt') {
  return ({ interfaces = ['google', 'gdelt'] }: WorldArticle) => interfaces.includes(name)
}

function addressOf({ slug, query = '' }: WorldArticle, baseUrl: string): string {
  return `${baseUrl}/articles/${slug}${query}`
}

function escapeMarkup(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
