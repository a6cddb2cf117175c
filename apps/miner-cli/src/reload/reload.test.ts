import { IgError } from '@ig/errors'
import { expect, test } from 'vitest'
import type { ConfigFile } from '../settings/read-config-file.ts'
import { resolveSettings } from '../settings/resolve-settings.ts'
import { createSilentLog } from '../testing/silent-log.ts'
import { createReload } from './reload.ts'

type Values = Record<string, unknown>

function resolve(values: Values, env: Record<string, string> = {}) {
  const entries = Object.entries(values).map(([name, value]) => [name, { value, line: 1 }] as const)
  const file = { path: '/ig.toml', folder: '/', values: new Map(entries) } as unknown as ConfigFile
  return resolveSettings({ flags: new Map(), env, files: [file], home: '/', cwd: '/' })
}

function open(started: Values) {
  const file = { values: started, broken: false }
  const { log, lines } = createSilentLog()
  const reload = createReload({
    started: resolve(started).values,
    reread() {
      if (file.broken) throw new IgError({ code: 'E_CONFIG_FILE', message: 'This is no TOML.' })
      return resolve(file.values)
    },
    log,
  })
  return { reload, file, lines }
}

test('what changed goes to whoever can take it; the rest is said to need a restart, each time until then', async () => {
  const { reload, file, lines } = open({ 'axon.rate_limit': 5 })
  const taken: number[] = []
  reload.on(['axon.rate_limit'], ({ values }) => void taken.push(values['axon.rate_limit']))
  await reload.run()
  expect(taken).toEqual([])
  file.values = { 'axon.rate_limit': 7, 'axon.port': 9000 }
  await reload.run()
  await reload.run()
  expect(taken).toEqual([7])
  expect(lines.map(({ level, settings }) => [level, settings])).toEqual([
    [30, undefined],
    [30, ['axon.rate_limit']],
    [40, ['axon.port']],
    [30, undefined],
    [40, ['axon.port']],
  ])
})

test('no value is logged, since it may be a key', async () => {
  const { reload, file, lines } = open({})
  file.values = { 'openai.api_key': 'canary-of-a-key' }
  await reload.run()
  expect(JSON.stringify(lines)).toContain('openai.api_key')
  expect(JSON.stringify(lines)).not.toContain('canary')
})

test('settings that cannot be read, or not be used, stay as they were', async () => {
  const { reload, file, lines } = open({})
  let isRefused = true
  const taken: unknown[] = []
  reload.on(['axon.rate_limit'], ({ values }) => {
    if (isRefused) throw new IgError({ code: 'E_TEST', message: 'This is no rate.' })
    taken.push(values['axon.rate_limit'])
  })
  file.broken = true
  await reload.run()
  file.broken = false
  file.values = { 'axon.rate_limit': 9 }
  await reload.run()
  expect(taken).toEqual([])
  expect(lines.filter(({ level }) => level === 50)).toMatchObject([
    { error: { message: expect.stringContaining('no TOML') } },
    { settings: ['axon.rate_limit'], error: { message: expect.stringContaining('no rate') } },
  ])
  isRefused = false
  await reload.run()
  expect(taken).toEqual([9])
})
