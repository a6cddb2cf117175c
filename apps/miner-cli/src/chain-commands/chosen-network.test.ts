import { NETWORKS } from '@ig/subtensor-client/networks'
import { expect, test } from 'vitest'
import { chosenNetwork, withGenesis } from './chosen-network.ts'

const chosen = (network: string, endpoint: string | null = null) =>
  chosenNetwork({ 'subtensor.network': network, 'subtensor.chain_endpoint': endpoint })

test('the sandbox has no chain', () => {
  expect(chosen('sandbox')).toBeNull()
})

test.each([
  ['finney', null, 'finney', false],
  ['test', null, 'test', false],
  ['local', null, 'local', true],
  ['test', 'ws://127.0.0.1:9944', 'local', true],
  ['sandbox', 'wss://127.0.0.1.example.org', 'custom', false],
  ['local', 'ws://10.0.0.7:9944', 'custom', false],
  ['test', 'ws://127.0.0.1:9944,wss://node.example.org', 'test', false],
])('%s with endpoint %s is %s', (network, endpoint, name, isLocal) => {
  expect(chosen(network, endpoint)).toMatchObject({ name, isLocal })
})

test('a name beside an endpoint elsewhere is passed on, so that the genesis is checked', () => {
  expect(chosen('finney', 'wss://node.example.org')?.client).toEqual({
    network: 'finney',
    endpoints: ['wss://node.example.org'],
  })
})

test('a node on this machine is looked for every second, others as the client does by itself', () => {
  expect(chosen('test', 'ws://127.0.0.1:9944')?.client).toEqual({
    endpoints: ['ws://127.0.0.1:9944'],
    maxBackoffMs: 1_000,
  })
  expect(chosen('local')?.client).toEqual({ network: 'local', maxBackoffMs: 1_000 })
  expect(chosen('test')?.client).toEqual({ network: 'test' })
})

test('its flag names it again', () => {
  expect(chosen('test')?.flag).toBe('--subtensor.network test')
  expect(chosen('test', 'ws://127.0.0.1:9944')?.flag).toBe('--subtensor.chain_endpoint ws://127.0.0.1:9944')
})

test.each(['wss://user:canary@node.example', 'wss://node.example/canary', 'wss://node.example?key=canary'])(
  'no flag repeats the key of %s',
  (endpoint) => {
    expect(chosen('test', `ws://127.0.0.1:9944,${endpoint}`)?.flag).toBe('--subtensor.chain_endpoint ...')
  },
)

test("a node on this machine that follows the main network is not play money's", () => {
  const local = chosen('local')
  expect(local && withGenesis(local, NETWORKS.finney.genesisHash)).toMatchObject({
    name: 'finney',
    isLocal: false,
  })
  expect(local && withGenesis(local, '0x00')).toEqual(local)
})
