import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SHIPPED_PRICE_CALIBRATION } from '@ig/markets'
import { expect, onTestFinished, test } from 'vitest'
import { type FitFile, fitId, readFitFile, writeFitFile } from './fit-file.ts'
import { parametersInUse } from './fit-in-use.ts'

const FIT: FitFile = {
  version: 1,
  fittedAt: '2026-05-01T00:00:00.000Z',
  source: { kind: 'history', rows: 300, questions: 80 },
  gains: { prices: null, opinions: { mean: 0.01, low: 0.004, high: 0.016 }, selective: null },
  prices: null,
  blend: { groups: { all: 0.6 }, crowd: 0.5, intercept: 0.1, alone: { slope: 0.9, intercept: 0 } },
  recalibration: null,
  selective: { minConfidence: 0.7 },
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ig-fit-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('is written whole, for its owner alone, and read again', () => {
  const folder = join(temporaryFolder(), 'new', 'data')
  const path = join(folder, 'fit.json')
  writeFitFile(path, { ...FIT, selective: null })
  writeFitFile(path, FIT)
  expect(readFitFile(path)).toEqual(FIT)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(readdirSync(folder)).toEqual(['fit.json'])
})

test('a folder that takes nothing is an error, and leaves nothing', () => {
  const file = join(temporaryFolder(), 'file')
  writeFileSync(file, '')
  expect(() => writeFitFile(join(file, 'fit.json'), FIT)).toThrow(
    expect.objectContaining({ code: 'E_FIT_WRITE' }),
  )
})

test.each([
  ['half of one', JSON.stringify(FIT).slice(0, 100)],
  ['numbers that are none', JSON.stringify(FIT).replace('0.6', '"0.6"')],
  ['of a newer version', JSON.stringify({ ...FIT, version: 2 })],
  ['a confidence above 1', JSON.stringify({ ...FIT, selective: { minConfidence: 70 } })],
])('%s is not used', (_name, text) => {
  const path = join(temporaryFolder(), 'fit.json')
  writeFileSync(path, text)
  expect(() => readFitFile(path)).toThrow(expect.objectContaining({ code: 'E_FIT_FILE' }))
})

test('is told apart by its parameters, not by when it was made', () => {
  expect(fitId({ ...FIT, fittedAt: '2026-06-01T00:00:00.000Z' })).toBe(fitId(FIT))
  expect(fitId({ ...FIT, selective: null })).not.toBe(fitId(FIT))
})

test('the defaults count without a fit in the data folder, but not for one that was named', () => {
  const data_dir = temporaryFolder()
  const inUse = (named: string | null) => parametersInUse({ data_dir, 'forecast.fit_file': named })
  expect(inUse(null)).toMatchObject({ fit: null, id: null, minConfidence: null, blend: undefined })
  const path = join(data_dir, 'fit.json')
  writeFitFile(path, FIT)
  const used = { blend: FIT.blend, prices: SHIPPED_PRICE_CALIBRATION, minConfidence: 0.7, id: fitId(FIT) }
  expect(inUse(null)).toMatchObject(used)
  expect(inUse(path)).toMatchObject(used)
  expect(() => inUse(join(data_dir, 'other.json'))).toThrow(expect.objectContaining({ code: 'E_FIT_FILE' }))
  expect(readFileSync(path, 'utf8').endsWith('}\n')).toBe(true)
})
