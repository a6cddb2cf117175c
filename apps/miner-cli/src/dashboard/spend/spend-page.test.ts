import { expect, test } from 'vitest'
import { statusForTest } from '../../testing/status-for-test.ts'
import { HOSTILE } from '../testing/fill-sample-store.ts'
import { dangersIn, renderPage, useSampleStore } from '../testing/render-page.ts'
import { TEST_NOW_MS } from '../testing/source-for-test.ts'
import { spendPage } from './spend-page.tsx'

const store = useSampleStore(20)
const snapshot = { status: statusForTest(), minutes: [], takenAtMs: TEST_NOW_MS }

test('shows money by day, role, provider and event, against the cap', async () => {
  const page = await renderPage(spendPage, { reader: store.reader, snapshot })
  expect(page?.texts('h2')).toEqual(['Now', 'By day', 'By role', 'By provider', 'By event'])
  expect(page?.texts('#spend-now .note')[0]).toBe('0.0 % of the cap of $2.00')
  expect(page?.texts('#spend-now .value')).toContain('$0.18')
  expect(page?.texts('#by-role tbody th').toSorted()).toEqual([HOSTILE, 'news', 'reason'].toSorted())
  expect(page?.texts('#by-provider tbody th')).toEqual(expect.arrayContaining(['openai', 'exa']))
  const [first] = page?.document.querySelectorAll('#dearest tbody a') ?? []
  expect(first?.getAttribute('href')).toMatch(/^\/events\/[1-4]$/)
  expect(page?.document.querySelectorAll('#by-day .plot-wide [aria-label=bar] rect')).toHaveLength(9)
  expect(page && dangersIn(page.document)).toEqual([])
})

test('does without a running miner, and without money', async () => {
  const still = await renderPage(spendPage, { reader: store.reader })
  expect(still?.texts('#spend-now .note')[0]).toBe('no miner is running: its cap is not known')
  // Without one nobody says who serves a model.
  expect(still?.texts('#by-provider tbody th')).toContain('gpt-4.1')
  const later = await renderPage(spendPage, {
    reader: store.reader,
    snapshot,
    nowMs: TEST_NOW_MS + 99 * 86_400_000,
  })
  expect(later?.texts('.empty-title')).toEqual(['Nothing was spent in the last 30 days'])
  expect((await renderPage(spendPage))?.texts('.empty-title')).toEqual(['Nothing is stored yet'])
})
