import { expect, test } from 'vitest'
import { parseEndpoint } from './endpoint.ts'
import { readConnectionOptions } from './read-connection-options.ts'

test.each([
  ['ws://127.0.0.1:9944', 'ws://127.0.0.1:9944', false],
  ['ws://[::1]:9944', 'ws://[::1]:9944', false],
  ['ws://localhost:9944/', 'ws://localhost:9944', false],
  ['wss://node.example:443', 'wss://node.example', false],
  ['ws://node.example:9944', 'ws://node.example:9944', true],
  ['ws://127.0.0.1.example:9944', 'ws://127.0.0.1.example:9944', true],
  ['wss://user:secret@node.example/v1/secret?key=secret#secret', 'wss://node.example/…', false],
])('%s', (url, shown, isExposed) => {
  expect(parseEndpoint(url)).toEqual({ url, shown, isExposed })
})

test.each(['', 'node.example:9944', 'http://secret@node.example', 'ws://', 'secret'])('not %j', (text) => {
  expect(() => parseEndpoint(text)).toThrow(expect.objectContaining({ code: 'E_CHAIN_ENDPOINT' }))
  expect(() => parseEndpoint(text)).not.toThrow(/secret/)
})

test('a network or an endpoint is needed', () => {
  expect(() => readConnectionOptions({})).toThrowErrorMatchingInlineSnapshot(
    `[IgError: Neither a network nor an endpoint of the chain is named. Pass network: 'test', or endpoints: ['ws://127.0.0.1:9944'].]`,
  )
  expect(() => readConnectionOptions({ network: 'mainnet' as never })).toThrowErrorMatchingInlineSnapshot(
    `[IgError: There is no network of this name. (network: "mainnet", known: ["finney","test","archive","local"]) Name a known one, or give its endpoint.]`,
  )
})

test('a network brings its endpoints and its genesis hash; both may be replaced', () => {
  const finney = readConnectionOptions({ network: 'finney' })
  expect(finney.network).toBe('finney')
  expect(finney.endpoints).toHaveLength(3)
  expect(finney.genesisHash).toMatch(/^0x2f0555cc/)
  expect(readConnectionOptions({ network: 'test' }).genesisHash).toBeNull()
  const own = readConnectionOptions({ network: 'finney', endpoints: ['wss://mine.example'] })
  expect(own.endpoints.map(({ url }) => url)).toEqual(['wss://mine.example'])
  expect(own.genesisHash).toBe(finney.genesisHash)
  expect(readConnectionOptions({ network: 'finney', genesisHash: null }).genesisHash).toBeNull()
  expect(readConnectionOptions({ endpoints: ['wss://mine.example'] }).network).toBe('custom')
})
