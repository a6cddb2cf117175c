import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { writeGenesis } from './genesis.ts'
import { loadRuntime } from './runtime.ts'
import { createState } from './state.ts'
import { createStateView } from './state-view.ts'

interface StorageVector {
  readonly pallet: string
  readonly item: string
  readonly args: readonly unknown[]
  readonly key: string
  readonly value: string | null
}

const folder = process.env.IG_VECTORS ?? fileURLToPath(new URL('../../vectors', import.meta.url))
const files = readdirSync(folder).filter((file) => /^storage_n(5|256)\.json$/.test(file))

test('there are vectors to read', () => {
  expect(files.length).toBeGreaterThan(0)
})

describe.each(files)('%s', (file) => {
  const runtime = loadRuntime(293)
  const view = createStateView(runtime, createState())
  writeGenesis(view, file.includes('n256') ? 256 : 5)
  const { items } = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as {
    items: readonly StorageVector[]
  }
  const entries = items.filter(({ key, pallet }) => key && pallet === 'subtensorModule')

  test.each(entries)('$item $args', ({ item, args, key, value }) => {
    const name = `SubtensorModule.${item.charAt(0).toUpperCase()}${item.slice(1)}`
    expect(runtime.storageItem(name).key(args)).toBe(key)
    expect(view.state.get(key)).toBe(value)
  })
})
