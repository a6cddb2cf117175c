import { expect, test } from 'vitest'
import type { SubtensorClient } from '../../client.ts'
import { bob, MISSING_NETUID, miner, NETUID, nobody, type WritesWorld } from './writes-world.ts'

const PUBLIC_IP = '203.0.113.7'

const axon = (options: Partial<Parameters<SubtensorClient['serveAxon']>[0]> = {}) => ({
  netuid: NETUID,
  hotkey: miner.keypair,
  ip: PUBLIC_IP,
  port: 8091,
  version: 9_012_003,
  ...options,
})

/** Axon and Prometheus, of a hotkey that is registered. */
export function servingStory(world: WritesWorld): void {
  test('serves an axon without any TAO, and the chain says the same', async () => {
    const outcome = await world.client.serveAxon(axon())
    expect(outcome).toMatchObject({ feeRao: 0n })
    expect(outcome.events).toContainEqual({
      name: 'SubtensorModule.AxonServed',
      data: { 0: NETUID, 1: miner.ss58 },
    })
    expect(await world.client.getAxon({ netuid: NETUID, hotkeySs58: miner.ss58 })).toEqual({
      block: outcome.block.number,
      version: 9_012_003,
      ip: PUBLIC_IP,
      ipType: 4,
      port: 8091,
      protocol: 4,
    })
  })

  test.each([
    ['too soon', {}, { values: { error: 'ServingRateLimitExceeded', waitBlocks: 2 }, retryable: true }],
    ['on port 0', { port: 0 }, { values: { error: 'InvalidPort' } }],
    ['on loopback', { ip: '127.0.0.1' }, { values: { error: 'InvalidIpAddress' } }],
    ['unregistered', { hotkey: nobody.keypair }, { values: { error: 'HotKeyNotRegisteredInSubNet' } }],
    ['on a subnet that is not there', { netuid: MISSING_NETUID }, { code: 'E_CHAIN_SUBNET' }],
    [
      'a certificate that would be dropped',
      { certificate: new Uint8Array(66) },
      { code: 'E_CHAIN_ARGUMENT' },
    ],
  ])('does not serve %s', async (_name, options, expected) => {
    const refused = async () => world.client.serveAxon(axon(options))
    await world.expectNothingSpent(bob.ss58, refused, expected)
  })

  test('serves again when the rate limit allows it: by IPv6 and with a certificate', async () => {
    await world.chain.mineBlock(3)
    await world.client.serveAxon(axon({ ip: '2001:db8::1f9b', certificate: new Uint8Array(33).fill(1) }))
    expect(await world.client.getAxon({ netuid: NETUID, hotkeySs58: miner.ss58 })).toMatchObject({
      ip: '2001:db8::1f9b',
      ipType: 6,
    })
  })

  test('serves Prometheus, and not twice at once', async () => {
    await world.client.servePrometheus(axon({ port: 7091 }))
    await world.expectNothingSpent(bob.ss58, () => world.client.servePrometheus(axon({ port: 7091 })), {
      values: { error: 'ServingRateLimitExceeded' },
    })
  })
}
