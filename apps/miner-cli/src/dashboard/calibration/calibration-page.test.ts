import type { StoreReader } from '@ig/miner'
import { expect, test } from 'vitest'
import { HOSTILE } from '../testing/fill-sample-store.ts'
import { dangersIn, renderPage, useSampleStore } from '../testing/render-page.ts'
import { TEST_NOW_MS } from '../testing/source-for-test.ts'
import { createCalibrationPage } from './calibration-page.tsx'

const store = useSampleStore(150)

test('shows what was said against what came true, over time and against the market', async () => {
  const page = await renderPage(createCalibrationPage(), { reader: store.reader })
  expect(page?.texts('h2')).toEqual([
    ...['Overall', 'What was said against what came true', 'Scores over time', 'By market type'],
    'By what the last forecast came from',
  ])
  expect(page?.texts('.lead')[0]).toContain('50 decided events, each counted once')
  const [brier, log] = (page?.texts('#overall .value') ?? []).map(Number)
  expect(brier).toBeGreaterThan(0.05)
  expect(brier).toBeLessThan(0.25)
  expect(log).toBeLessThan(0)
  const diagrams = page?.document.querySelectorAll('#reliability > figure > div > svg')
  expect([...(diagrams ?? [])].map((one) => one.getAttribute('aria-label'))).toEqual([
    'What the miner said against what came true',
    'What the market said against what came true',
  ])
  expect(page?.document.querySelectorAll('#over-time .plot-wide svg')).toHaveLength(2)
  expect(page?.texts('#by-type tbody th').toSorted()).toEqual(['LLM', HOSTILE, 'all events'].toSorted())
  expect(page && dangersIn(page.document)).toEqual([])
})

test('is reckoned once a minute, and anew after it failed', async () => {
  let reads = 0
  let fails = true
  const reader: StoreReader = {
    ...store.reader,
    decided(options) {
      reads += 1
      if (fails) throw new Error('the disk fails')
      return store.reader.decided(options)
    },
  }
  const page = createCalibrationPage()
  const at = (nowMs: number) => renderPage(page, { reader, nowMs })
  await expect(at(TEST_NOW_MS)).rejects.toThrow('the disk fails')
  fails = false
  await at(TEST_NOW_MS)
  await at(TEST_NOW_MS + 59_000)
  expect(reads).toBe(2)
  await at(TEST_NOW_MS + 60_000)
  expect(reads).toBe(3)
})

test('says what there is to wait for', async () => {
  const page = await renderPage(createCalibrationPage())
  expect(page?.texts('.empty-title')).toEqual(['No event that was forecast has been decided yet'])
})
