import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { writeGenesis } from './genesis.ts'
import { loadRuntime } from './runtime.ts'
import { runCall } from './runtime-calls/runtime-calls.ts'
import { createState } from './state.ts'
import { createStateView } from './state-view.ts'
import type { RuntimeCallVectors } from './vector-files.ts'

const folder = process.env.IG_VECTORS ?? fileURLToPath(new URL('../../vectors', import.meta.url))
const files = readdirSync(folder).filter((file) => /^runtime_calls.*_n(5|256)\.json$/.test(file))

test('there are vectors to read', () => {
  expect(files.length).toBeGreaterThan(0)
})

describe.each(files)('%s', (file) => {
  const { specVersion, calls } = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as RuntimeCallVectors
  const spec = specVersion === 424 ? 424 : 293
  const view = createStateView(loadRuntime(spec), createState())
  writeGenesis(view, file.includes('n256') ? 256 : 5)
  view.put('System.Number', [], 3)

  // The maker of the 424 vectors left this answer's pruning scores as 293 has them.
  const isMixed = (fn: string) => spec === 424 && fn === 'SubnetInfoRuntimeApi_get_subnet_state'

  test.each(calls.filter(({ fn }) => !isMixed(fn)))('$fn $args', ({ fn, params, result }) => {
    expect(runCall(view, fn, params)).toBe(result)
  })
})
