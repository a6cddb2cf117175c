import { readFileSync } from 'node:fs'
import { Metadata, TypeRegistry } from '@polkadot/types'
import { describe, expect, test } from 'vitest'
import { selectiveIndexes } from './get-metagraph.ts'
import { METAGRAPH_COLUMNS, metagraphColumns, neuronsOf } from './metagraph-columns.ts'
import { parseAs } from './parse-as.ts'
import { runtimeView } from './runtime-view.ts'
import { scaleCursor } from './scale-cursor.ts'

const CALL = 'SubnetInfoRuntimeApi.get_metagraph'
const SELECTIVE = 'SubnetInfoRuntimeApi.get_selective_metagraph'
const vector = (file: string) =>
  readFileSync(new URL(`../../vectors/${file}`, import.meta.url), 'utf8').trim()

const { calls } = JSON.parse(vector('runtime_calls_n5.json')) as {
  calls: { fn: string; params: string; result: string }[]
}
const recorded =
  calls.find(({ fn, params }) => fn === CALL.replace('.', '_') && params === '0x0200')?.result ?? ''

function registryOf(metadata: string): TypeRegistry {
  const registry = new TypeRegistry()
  registry.setMetadata(new Metadata(registry, metadata as `0x${string}`), undefined, {}, true)
  return registry
}

/** The metadata as a later runtime may have it: with one more field at the end of a structure, of the last one's type. */
function withFutureField(metadata: string, structure: string): string {
  const registry = registryOf(metadata)
  const type = registry.lookup.types.find(({ type: { path } }) => path.at(-1)?.toString() === structure)
  const composite = type?.type.def.asComposite
  const last = composite?.fields.at(-1)
  if (composite === undefined || last === undefined) throw new Error(`no ${structure}`)
  const future = registry.createType('Si1TypeDefComposite', {
    fields: [...composite.fields, { ...last, name: 'from_the_future', type: last.type, docs: [] }],
  })
  const changed = metadata.replace(composite.toHex().slice(2), future.toHex().slice(2))
  expect(changed).not.toBe(metadata)
  return changed
}

const metadata = `0x${vector('metadata_v15_293_nodocs.hex').replace(/^0x/, '')}`

function decode(metadataHex: string, result: string) {
  const view = runtimeView({ registry: registryOf(metadataHex), query: {}, consts: {} })
  return view.call(CALL)?.decode(scaleCursor(Buffer.from(result.slice(2), 'hex')))
}

describe('a metagraph of a runtime that knows more than we do', () => {
  const now = parseAs(metagraphColumns, CALL, decode(metadata, recorded))

  test('reads as before', () => {
    // An empty list for the field of the future.
    const answer = decode(withFutureField(metadata, 'Metagraph'), `${recorded}00`)
    expect(answer).toHaveProperty('fromTheFuture', [])
    expect(parseAs(metagraphColumns, CALL, answer)).toEqual(now)
  })

  test('is asked for what we read alone, by the places of the fields', () => {
    const view = runtimeView({
      registry: registryOf(withFutureField(metadata, 'SelectiveMetagraph')),
      query: {},
      consts: {},
    })
    const names = view.call(SELECTIVE)?.fieldNames ?? []
    expect(names.at(-1)).toBe('fromTheFuture')
    const indexes = selectiveIndexes(names)
    expect(indexes).toHaveLength(METAGRAPH_COLUMNS.length)
    // As the SDKs number them.
    expect(names.indexOf('hotkeys')).toBe(52)
    expect(names.indexOf('totalStake')).toBe(69)
    expect(indexes).not.toContain(names.indexOf('fromTheFuture'))
  })
})

test('columns that a runtime leaves empty are zeros', () => {
  const columns = { ...parseAs(metagraphColumns, CALL, decode(metadata, recorded)), rank: [], trust: [] }
  const [first] = neuronsOf(2, columns, [])
  expect(first).toMatchObject({ rank: 0, trust: 0, validatorTrust: 0 })
  expect(first?.dividends).toBeCloseTo(57_419 / 65_535)
})

test('an answer that ends too early is no metagraph', () => {
  expect(() => decode(metadata, recorded.slice(0, -2))).toThrow(RangeError)
})
