import { compactToU8a, hexToU8a, stringToU8a, u8aConcat, u8aToHex } from '@polkadot/util'
import { expect, test } from 'vitest'
import { genesisStorage, type RunRuntime, setClock, storageCode } from './genesis-storage.ts'

const names = { name: 'Dev', id: 'dev', properties: {} }
const neverRun: RunRuntime = () => Promise.reject(new Error('not to be run'))

test('takes raw storage as it is', async () => {
  const top = { '0x01': '0x02' }
  expect(await genesisStorage({ ...names, genesis: { raw: { top } } }, neverRun)).toEqual(top)
})

test('has the runtime make storage of its own preset and the patch', async () => {
  const preset = stringToU8a(JSON.stringify({ balances: { a: 1 }, sudo: 'x', gone: { deep: 1 } }))
  const asked: string[] = []
  const run: RunRuntime = async (_code, fn, params) => {
    asked.push(fn)
    if (fn === 'GenesisBuilder_get_preset')
      return { result: u8aToHex(u8aConcat([1], compactToU8a(preset.length), preset)), storageDiff: [] }
    const json = new TextDecoder().decode(hexToU8a(params).slice(1))
    expect(JSON.parse(json)).toEqual({ balances: { a: 1, b: 2 }, sudo: 'y' })
    return {
      result: '0x00',
      storageDiff: [
        ['0xaa', '0xbb'],
        ['0xcc', null],
      ],
    }
  }
  const runtimeGenesis = { code: '0xc0de', patch: { balances: { b: 2 }, sudo: 'y', gone: null } }
  const storage = await genesisStorage({ ...names, genesis: { runtimeGenesis } }, run)
  expect(storage).toEqual({ '0xaa': '0xbb', '0x3a636f6465': '0xc0de' })
  expect(storageCode(storage)).toBe('0xc0de')
  expect(asked).toEqual(['GenesisBuilder_get_preset', 'GenesisBuilder_build_state'])
})

test('says what the runtime has against a genesis', async () => {
  const run: RunRuntime = async () => ({
    result: u8aToHex(u8aConcat([1], stringToU8a('no such pallet'))),
    storageDiff: [],
  })
  const genesis = { runtimeGenesis: { code: '0x', config: {} } }
  await expect(genesisStorage({ ...names, genesis }, run)).rejects.toThrow('no such pallet')
  await expect(genesisStorage({ ...names, genesis: {} }, run)).rejects.toThrow('neither')
})

test('starts the clock at a whole slot', () => {
  const storage = {}
  setClock(storage, 12_345, 1_000)
  expect(Object.values(storage)).toEqual(['0xe02e000000000000', '0x0c00000000000000'])
})
