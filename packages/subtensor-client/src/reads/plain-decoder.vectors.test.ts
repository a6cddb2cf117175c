import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Metadata, TypeRegistry } from '@polkadot/types'
import { describe, expect, test } from 'vitest'
import { runtimeView } from './runtime-view.ts'
import { scaleCursor } from './scale-cursor.ts'

interface RuntimeCalls {
  readonly specVersion: number
  readonly calls: readonly {
    readonly fn: string
    readonly args: readonly unknown[]
    readonly params: string
    readonly result: string
    readonly json: unknown
  }[]
}

const folder = process.env.IG_VECTORS ?? fileURLToPath(new URL('../../vectors', import.meta.url))
const all = readdirSync(folder)
const files = all.filter((file) => /^runtime_calls.*\.json$/.test(file))

test('there are runtime calls, and the metadata to read them with', () => {
  expect(files.length).toBeGreaterThan(0)
  expect(all.filter((file) => /^metadata_v1[56]_.*\.hex$/.test(file)).length).toBeGreaterThan(0)
})

describe.each(files)('%s', (file) => {
  const { specVersion, calls } = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as RuntimeCalls
  const view = viewOf(specVersion)

  test.each(calls)('$fn $args', ({ fn, args, params, result, json }) => {
    const call = view.call(fn.replace('_', '.'))
    if (call === null) throw new Error(`the metadata lacks ${fn}`)
    expect(call.encode(args)).toBe(params)
    const bytes = Buffer.from(result.slice(2), 'hex')
    const cursor = scaleCursor(bytes)
    expect(asJson(call.decode(cursor), json)).toEqual(json)
    expect(cursor.offset).toBe(bytes.length)
  })
})

function viewOf(specVersion: number) {
  const file = all.find((name) => new RegExp(`^metadata_v1[56]_${specVersion}_.*\\.hex$`).test(name))
  if (file === undefined) throw new Error(`no metadata of ${specVersion}`)
  const text = readFileSync(`${folder}/${file}`, 'utf8').trim()
  const registry = new TypeRegistry()
  registry.setMetadata(new Metadata(registry, `0x${text.replace(/^0x/, '')}`), undefined, {}, true)
  return runtimeView({ registry, query: {}, consts: {} })
}

/** Our value in the form that @polkadot/api's `toJSON` gave: bytes and integers beyond 2^53 are hex there. */
function asJson(value: unknown, like: unknown): unknown {
  if (typeof value === 'bigint')
    return typeof like === 'string' && BigInt(like) === value ? like : Number(value)
  if (value instanceof Uint8Array) return `0x${Buffer.from(value).toString('hex')}`
  if (Array.isArray(value))
    return value.map((entry, i) => asJson(entry, Array.isArray(like) ? like[i] : undefined))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [
      name,
      asJson(entry, (like as Record<string, unknown>)?.[name]),
    ]),
  )
}
