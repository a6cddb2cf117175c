import { expect, test } from 'vitest'
import { FREE_CALL, miner, nobody, other, type ParityWorld } from './parity-world.ts'

/** Serves, and is refused in the pool or in the block. */
export function servingStory(world: ParityWorld): void {
  const serve = (fields: Partial<Record<'netuid' | 'ip' | 'port' | 'ipType', number>> = {}) => {
    const { netuid, ip, port, ipType } = { netuid: 2, ip: 0xcb007107, port: 8091, ipType: 4, ...fields }
    return world.subtensor('serveAxon', netuid, 1, ip, port, ipType, 4, 0, 0)
  }

  test('lets a hotkey without TAO serve', async () => {
    const ending = await world.send(serve(), miner)
    expect(ending).toMatchObject({ refusal: null, error: null })
    expect(ending.events).toEqual(['subtensorModule.AxonServed', ...FREE_CALL])
    const block = (await world.api().rpc.chain.getHeader()).number.toNumber()
    const axon = { block, version: 1, ip: 0xcb007107, port: 8091, ipType: 4, protocol: 4 }
    expect(await world.read('subtensorModule', 'axons', 2, miner.address)).toMatchObject(axon)
    expect((await world.metagraph()).axons?.[1]).toMatchObject(axon)
  })

  test.each([
    ['too soon', () => serve(), miner, 'Custom 12'],
    ['port 0', () => serve({ port: 0 }), other, 'Custom 13'],
    ['on loopback', () => serve({ ip: 0x7f000001 }), other, 'Custom 11'],
    ['the broadcast address', () => serve({ ip: 0xffffffff }), other, 'Custom 11'],
    ['IPv6 loopback', () => serve({ ip: 1, ipType: 6 }), other, 'Custom 11'],
    ['an unknown kind of address', () => serve({ ipType: 5 }), other, 'Custom 255'],
    ['unregistered', () => serve(), nobody, 'Custom 10'],
  ] as const)('refuses to serve %s', async (_name, make, signer, refusal) => {
    expect((await world.send(make(), signer)).refusal).toBe(refusal)
  })

  test('serves again after the rate limit', async () => {
    await world.chain().mineBlock(3)
    expect((await world.send(serve({ port: 8092 }), miner)).error).toBe(null)
  })

  test('serves with a certificate, and says in the block what the pool does not', async () => {
    const certificate = `0x01${'ab'.repeat(32)}`
    const tls = () => world.subtensor('serveAxonTls', 2, 1, 0xcb007107, 8091, 4, 4, 0, 0, certificate)
    expect((await world.send(tls(), other)).error).toBe(null)
    expect(await world.read('subtensorModule', 'neuronCertificates', 2, other.address)).toEqual({
      publicKey: `0x${'ab'.repeat(32)}`,
      algorithm: 1,
    })
    expect((await world.send(tls(), other)).error).toBe('subtensorModule.ServingRateLimitExceeded')
  })

  test('serves Prometheus', async () => {
    const prometheus = (port: number) => world.subtensor('servePrometheus', 2, 1, 0xcb007107, port, 4)
    expect((await world.send(prometheus(0), miner)).error).toBe('subtensorModule.InvalidPort')
    const ending = await world.send(prometheus(7091), miner)
    expect(ending.events).toEqual(['subtensorModule.PrometheusServed', ...FREE_CALL])
    const unregistered = await world.send(prometheus(7091), nobody)
    expect(unregistered.error).toBe('subtensorModule.HotKeyNotRegisteredInNetwork')
  })
}
