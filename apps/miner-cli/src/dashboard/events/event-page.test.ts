import { expect, test } from 'vitest'
import { HOSTILE, SAMPLE_VALIDATORS } from '../testing/fill-sample-store.ts'
import { dangersIn, renderPage, useSampleStore } from '../testing/render-page.ts'
import { eventPage } from './event-page.tsx'

const store = useSampleStore(30)
const show = async (id: string, search = '') => {
  const page = await renderPage(eventPage, { reader: store.reader, params: { id }, search })
  if (page === null) throw new Error('no page')
  return page
}

test('shows how the probability of an event went, and why', async () => {
  const { texts, document } = await show('2')
  expect(texts('h1')).toEqual(['Will the bridge number 1 open before the end of June?'])
  expect(texts('h2')).toEqual([
    ...[
      'Now',
      'Probability over time',
      'Why: the latest forecast of a model',
      'Forecasts',
      'Answers given',
      'Wording',
    ],
  ])
  for (const width of ['wide', 'narrow']) {
    const drawing = document.querySelector(`.plot-${width} svg`)
    expect(drawing?.getAttribute('aria-label')).toBe("Probability over time, and the market's price")
    expect(drawing?.querySelectorAll('[aria-label=line] path')).toHaveLength(2)
    expect(drawing?.querySelectorAll('[aria-label=dot] circle')).toHaveLength(3)
  }
  expect(texts('.plot-keys li')).toEqual(['our probability', 'price on polymarket'])
  expect(document.querySelector('#forecast .prose')?.textContent).toBe(
    '0.620 from 2 samples.\n\n[0.700] Works ahead of time\n+ They are ahead of time [1].',
  )
  expect(texts('#forecasts tbody td:nth-child(4)')).toEqual(['model', 'model', 'market'])
  expect(texts('#answers tbody code')).toHaveLength(6)
  const [answer] = document.querySelectorAll('#answers tbody code')
  expect(SAMPLE_VALIDATORS).toContain(answer?.getAttribute('title'))
  expect(texts('#event-now .value')).toEqual(
    expect.arrayContaining([expect.stringMatching(/^\d+\.\d %$/), 'open', '$0.02']),
  )
})

test('scores what stood when a decided event ended', async () => {
  const { texts, document } = await show('4')
  expect(texts('.lead .badge')[0]).toMatch(/^resolved (yes|no)$/)
  expect(texts('#event-now .note').join()).toMatch(/Brier of the last forecast 0\.\d{3}/)
  // A star at what came true.
  expect(document.querySelectorAll('.plot-wide [aria-label=dot] path')).toHaveLength(1)
})

test('shows the reasons of any of its forecasts, and of no other event’s', async () => {
  const first = store.reader.forecasts(2, { offset: 2, limit: 1 }).rows[0]
  const chosen = await show('2', `forecast=${first?.id}`)
  expect(chosen.texts('h2')).toContain('Why: one forecast')
  expect(chosen.texts('#forecast .note')).toContain('answered by the market')
  const foreign = store.reader.forecasts(3, { offset: 0, limit: 1 }).rows[0]
  for (const search of [`forecast=${foreign?.id}`, 'forecast=nonsense', 'forecast=-1']) {
    expect((await show('2', search)).texts('#forecast .note'), search).toContain('answered by the model')
  }
})

test('what venues, news and models wrote is text, and a link leads to the web or nowhere', async () => {
  const { document, texts } = await show('1')
  expect(dangersIn(document)).toEqual([])
  expect(texts('h1')).toEqual([`${HOSTILE} 0`])
  expect(document.querySelector('#forecast .prose')?.textContent).toContain(HOSTILE)
  expect(document.querySelector('#wordings pre')?.textContent).toContain('onerror')
  const outside = [...document.querySelectorAll('main a')].filter(
    (link) => !link.getAttribute('href')?.startsWith('/events'),
  )
  expect(outside.map((link) => [link.getAttribute('href'), link.getAttribute('rel')])).toEqual([
    ['https://news.example/1?a=1&b=2', expect.stringContaining('noopener')],
  ])
  expect(texts('#forecast tbody th')).toEqual([HOSTILE, 'A link that runs'])
})

test('there is no page of an event that is not there', async () => {
  for (const id of ['99999', '0', '-1', 'x', '1e999', '']) {
    expect(await renderPage(eventPage, { reader: store.reader, params: { id } }), id).toBeNull()
  }
  expect(await renderPage(eventPage, { params: { id: '1' } })).toBeNull()
})
