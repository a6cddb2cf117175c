import { expect, test } from 'vitest'
import type { Settings } from '../settings/settings-table.ts'
import { readContestants } from './contestants.ts'

const settings = {
  forecaster: 'auto',
  'forecast.preset': 'standard',
  'models.reason': 'gpt-4.1-mini',
} as Settings

test('presets, models, both, the market and files can be named', () => {
  const list = 'fast, gpt-4.1,deep@anthropic:claude-opus,market,./mine.ts,org/model@v2'
  const chosen = readContestants(list, settings).map(({ label, settings }) => [
    label,
    settings.forecaster,
    settings['forecast.preset'],
    settings['models.reason'],
  ])
  expect(chosen).toEqual([
    ['fast', 'llm', 'fast', 'gpt-4.1-mini'],
    ['gpt-4.1', 'llm', 'standard', 'gpt-4.1'],
    ['deep@anthropic:claude-opus', 'llm', 'deep', 'anthropic:claude-opus'],
    ['market', 'market', 'standard', 'gpt-4.1-mini'],
    ['./mine.ts', './mine.ts', 'standard', 'gpt-4.1-mini'],
    ['org/model@v2', 'llm', 'standard', 'org/model@v2'],
  ])
})

test('without a list there is the one of the settings', () => {
  expect(readContestants(null, settings)).toEqual([{ label: null, settings }])
})

test.each(['fast', 'fast,fast', '', 'a,b,c,d,e,f,g'])('refuses %j', (list) => {
  expect(() => readContestants(list, settings)).toThrow(expect.objectContaining({ code: 'E_ARGUMENT' }))
})
