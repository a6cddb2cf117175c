import { expect, test } from 'vitest'
import {
  chainClosed,
  chainDecodeFailed,
  chainGenesisDiffers,
  chainTimeout,
  chainUnreachable,
  chainUnsupported,
  subnetMissing,
} from './connection-errors.ts'

test('an unreachable chain and a slow one may be tried again', () => {
  const cause = new Error('ECONNREFUSED')
  const unreachable = chainUnreachable({ endpoints: ['ws://127.0.0.1:9944'], waitedMs: 30_000, cause })
  expect(unreachable).toMatchObject({ code: 'E_CHAIN_UNREACHABLE', retryable: true, cause })
  expect(unreachable.message).toMatchInlineSnapshot(
    `"No endpoint of the chain can be reached. (endpoints: ["ws://127.0.0.1:9944"], waitedMs: 30000) Check the network and the endpoint, or pass other endpoints."`,
  )
  const timeout = chainTimeout({ request: 'chain_getHeader', timeoutMs: 30_000 })
  expect(timeout).toMatchObject({ code: 'E_CHAIN_TIMEOUT', retryable: true })
  expect(timeout.message).toMatchInlineSnapshot(
    `"The chain did not answer in time. (request: "chain_getHeader", timeoutMs: 30000) Try again; if it stays slow, use another endpoint."`,
  )
})

test('another chain, a closed client, an unknown subnet, shape or call stay what they are', () => {
  const errors = [
    chainGenesisDiffers({
      endpoint: 'wss://example.org',
      network: 'finney',
      expectedGenesis: '0x2f',
      foundGenesis: '0x45',
    }),
    chainClosed(),
    subnetMissing({ netuid: 9999 }),
    chainDecodeFailed({ what: 'SubnetInfoRuntimeApi.get_metagraph', specVersion: 999 }),
    chainUnsupported({ what: 'SubtensorModule.register_limit', specVersion: 293 }),
  ]
  expect(errors.every((error) => !error.retryable)).toBe(true)
  expect(errors.map((error) => `${error.code}: ${error.message}`)).toMatchInlineSnapshot(`
    [
      "E_CHAIN_GENESIS: The endpoint serves another chain than the one named. (endpoint: "wss://example.org", network: "finney", expectedGenesis: "0x2f", foundGenesis: "0x45") Correct the endpoint, or name the network that it belongs to. Nothing was signed for it.",
      "E_CHAIN_CLOSED: The connection to the chain was closed. Create another client; a closed one stays closed.",
      "E_CHAIN_SUBNET: There is no subnet with this netuid on this network. (netuid: 9999) List the subnets that there are, and check that the network is the right one.",
      "E_CHAIN_DECODE: The chain answered in a form that this version does not know. (what: "SubnetInfoRuntimeApi.get_metagraph", specVersion: 999) Update to a version that knows this runtime.",
      "E_CHAIN_UNSUPPORTED: The runtime of this chain does not offer what was asked for. (what: "SubtensorModule.register_limit", specVersion: 293) Use another way to do it, or a network whose runtime has it.",
    ]
  `)
})
