import { expect, test, vi } from 'vitest'
import type { SubtensorClient } from '../../client.ts'
import { createSubtensorClient } from '../../create-subtensor-client.ts'
import type { ChainUnderTest } from '../describe-on-chains.ts'
import { payment } from './payment.ts'
import { bob, nobody, type WritesWorld } from './writes-world.ts'

/** Loses the connection once, when the next extrinsic is handed over: before the node hears of it, or after. */
function losing(chain: ChainUnderTest, when: 'before' | 'after'): SubtensorClient {
  let isDue = true
  const openProvider = (endpoint: string) => {
    const provider = chain.openProvider(endpoint)
    const send = async (method: string, params: unknown[]) => {
      if (method !== 'author_submitExtrinsic' || !isDue) return provider.send(method, params)
      isDue = false
      if (when === 'after') await provider.send(method, params)
      await provider.disconnect()
      throw new Error('the connection is lost')
    }
    return new Proxy(provider, {
      get(target, name) {
        const value = name === 'send' ? send : Reflect.get(target, name, target)
        return typeof value === 'function' && name !== 'send' ? value.bind(target) : value
      },
    })
  }
  return createSubtensorClient({
    endpoints: [chain.endpoint],
    genesisHash: null,
    openProvider,
    maxBackoffMs: 50,
  })
}

/** Connections that are lost while something is sent. */
export function lostConnectionStory(world: WritesWorld): void {
  test('a connection lost after sending: found in its block, and paid once', async () => {
    const before = await world.freeOf(nobody.ss58)
    const losingClient = losing(world.chain, 'after')
    const outcome = await losingClient.transfer(payment({ toSs58: nobody.ss58, amountRao: 7_000n }))
    await losingClient.close()
    expect(outcome.events.map(({ name }) => name)).toContain('Balances.Transfer')
    expect(await world.freeOf(nobody.ss58)).toBe(before + 7_000n)
  })

  test('a connection lost before the node heard of it: known to be lost when its era is over', async () => {
    const before = await world.freeOf(bob.ss58)
    const losingClient = losing(world.chain, 'before')
    let failure: unknown
    const sending = losingClient.transfer(payment({ toSs58: nobody.ss58 })).catch((error: unknown) => {
      failure = error
    })
    await vi.waitFor(() => expect(losingClient.status().drops).toBe(1), { timeout: 30_000 })
    await world.chain.mineBlock(8)
    await sending
    await losingClient.close()
    expect(failure).toMatchObject({ code: 'E_CHAIN_REFUSED', retryable: true, values: { error: 'EraEnded' } })
    expect(await world.freeOf(bob.ss58)).toBe(before)
  })
}
