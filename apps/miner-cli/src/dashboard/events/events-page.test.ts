import { expect, test } from 'vitest'
import { HOSTILE } from '../testing/fill-sample-store.ts'
import { dangersIn, renderPage, useSampleStore } from '../testing/render-page.ts'
import { createEventsPage } from './events-page.tsx'

const store = useSampleStore(120)
const show = async (search = '') => {
  const page = await renderPage(createEventsPage(), { reader: store.reader, search })
  if (page === null) throw new Error('no page')
  return page
}
const links = 'tbody th a'

test('lists events, the newest first, a page at a time', async () => {
  const { texts, document } = await show()
  expect(texts('.lead')).toEqual(['120 events: 80 live, 0 ended without an outcome yet, 40 resolved.'])
  expect(texts(links)).toHaveLength(50)
  expect(texts(links)[1]).toBe('Will the bridge number 118 open before the end of June?')
  expect(document.querySelector(links)?.getAttribute('href')).toBe('/events/120')
  expect(texts('.pager .note')).toEqual(['1–50 of 120', 'page 1 of 3'])
  expect((await show('page=3')).texts(links)).toHaveLength(20)
  // Beyond the end stands the last page, not nothing.
  expect((await show('page=99')).texts('.pager .note')[1]).toBe('page 3 of 3')
})

test('finds, filters and sorts, and keeps to that from page to page', async () => {
  const found = await show('search=number+118&state=live')
  expect(found.texts(links)).toEqual(['Will the bridge number 118 open before the end of June?'])
  expect(found.document.querySelector('input[name=search]')?.getAttribute('value')).toBe('number 118')
  expect(found.document.querySelector('select[name=state] option[selected]')?.getAttribute('value')).toBe(
    'live',
  )
  const resolved = await show('state=resolved&sort=probability')
  expect(resolved.texts('h2')).toEqual(['40 events'])
  expect(new Set(resolved.texts('tbody .badge'))).toEqual(new Set(['resolved yes', 'resolved no']))
  const probabilities = resolved.texts('tbody td:nth-child(2)').map(Number.parseFloat)
  expect(probabilities).toEqual(probabilities.toSorted((a, b) => b - a))
  const head = resolved.document.querySelector('th[aria-sort=descending] a')
  expect(head?.getAttribute('href')).toBe('/events?state=resolved&sort=probability&reverse=1')
  const live = await show('state=live')
  expect(live.document.querySelector('.pager a')?.getAttribute('href')).toBe('/events?state=live&page=2')
  expect((await show('search=nowhere+to+be+found')).texts('.empty-title')).toEqual(['No event is like this'])
})

test('what strangers wrote is text', async () => {
  const { document, texts } = await show(
    `search=${encodeURIComponent(HOSTILE)}&type=${encodeURIComponent(HOSTILE)}`,
  )
  expect(dangersIn(document)).toEqual([])
  expect(texts(links)).toEqual([`${HOSTILE} 0`])
  expect(document.querySelector('input[name=search]')?.getAttribute('value')).toBe(HOSTILE)
  expect(document.querySelector('select[name=type] option[selected]')?.getAttribute('value')).toBe(HOSTILE)
})

test('says why there is nothing to see', async () => {
  const page = await renderPage(createEventsPage())
  expect(page?.texts('.empty-title')).toEqual(['Nothing is stored yet'])
})
