import { expect, test } from 'vitest'
import { resolveSettings } from '../settings/resolve-settings.ts'
import { chooseForecaster } from './choose-forecaster.ts'

const key = { OPENAI_API_KEY: 'sk-1234567890' }
const chain = { IG_SUBTENSOR_CHAIN_ENDPOINT: 'ws://127.0.0.1:9944' }

test.each([
  ['start', {}, null],
  ['start', key, null],
  ['start', chain, null],
  ['start', { ...chain, ...key }, 'llm'],
  ['start', { ...chain, OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' }, 'llm'],
  ['start', { ...chain, ...key, IG_FORECASTER: 'market' }, null],
  ['forecast', key, 'llm'],
] as const)('%s with %j', async (command, env, expected) => {
  const { values } = resolveSettings({ flags: new Map(), env, files: [], home: '/', cwd: '/' })
  const chosen = await chooseForecaster(values, { command, onWarning: () => {} })
  expect(chosen?.name ?? null).toBe(expected)
})
