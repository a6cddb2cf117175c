import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chainTarget } from './chain-target.ts'

const target = (network: string, endpoint: string | null = null) =>
  chainTarget({ 'subtensor.network': network, 'subtensor.chain_endpoint': endpoint })

test('the sandbox has no chain, a named network its own endpoints', () => {
  expect(target('sandbox')).toBeNull()
  expect(target('finney')).toEqual({ network: 'finney', endpoints: null })
  expect(target('local')).toEqual({ network: 'local', endpoints: null })
})

describe('endpoints say which network they are of', () => {
  test.each([
    ['sandbox', 'ws://127.0.0.1:9944', 'local'],
    ['finney', 'ws://127.0.0.1:9944', 'local'],
    ['sandbox', 'ws://localhost:9944/x', 'local'],
    ['sandbox', 'ws://[::1]:9944', 'local'],
    ['sandbox', 'wss://entrypoint-finney.opentensor.ai:443', 'finney'],
    ['sandbox', 'wss://test.finney.opentensor.ai', 'test'],
    ['sandbox', 'wss://node.example:443', 'custom'],
    ['test', 'wss://node.example:443', 'test'],
    ['local', 'wss://node.example:443', 'custom'],
    ['sandbox', 'wss://finney.example.localhost.example', 'custom'],
    ['sandbox', 'ws://127.0.0.1.example', 'custom'],
  ])('%s %s is %s', (network, endpoint, expected) => {
    expect(target(network, endpoint)).toEqual({ network: expected, endpoints: [endpoint] })
  })

  test('several fail over, in their order; a mixture of networks is none', () => {
    expect(target('sandbox', 'ws://127.0.0.1:1, ws://127.0.0.1:2')).toEqual({
      network: 'local',
      endpoints: ['ws://127.0.0.1:1', 'ws://127.0.0.1:2'],
    })
    expect(target('sandbox', 'ws://127.0.0.1:1,wss://node.example')?.network).toBe('custom')
  })
})

test('an endpoint in the place of a name means the same as one beside it', () => {
  const endpoint = fc.constantFrom('ws://127.0.0.1:1', 'wss://node.example', 'ws://a.example,ws://b.example')
  fc.assert(
    fc.property(endpoint, (given) => {
      expect(target(given)).toEqual(target('sandbox', given))
    }),
  )
})
