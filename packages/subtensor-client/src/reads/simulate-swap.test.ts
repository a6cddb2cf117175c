import { encodeSs58 } from '@ig/protocol'
import { keypairFromUri } from '@ig/sr25519'
import { expect, test } from 'vitest'
import { createSubtensorClient } from '../create-subtensor-client.ts'
import { createInMemoryChain, SUBNET_OWNER_HOTKEY } from '../testing/index.ts'

const alice = keypairFromUri('//Alice')
const coldkeySs58 = encodeSs58(alice.publicKey)
const stake = { netuid: 2, hotkeySs58: SUBNET_OWNER_HOTKEY, amountRao: 100_000_000_000n }

async function onSpec<T>(
  spec: 293 | 424,
  run: (client: ReturnType<typeof createSubtensorClient>) => Promise<T>,
) {
  const chain = createInMemoryChain({ spec, fund: [{ ss58: coldkeySs58, tao: 1_000 }] })
  const client = createSubtensorClient({ endpoints: ['ws://memory'], openProvider: chain.openProvider })
  try {
    return await run(client)
  } finally {
    await client.close()
    chain.close()
  }
}

test('the dry run of a stake names to the rao what the trade then gives, by a runtime that simulates it', async () => {
  await onSpec(424, async (client) => {
    const alphaRao = async () => (await client.getStakes(coldkeySs58))[0]?.alphaRao ?? 0n
    const bought = await client.dryRunStake({ ...stake, coldkeySs58, direction: 'add' })
    await client.addStake({ ...stake, coldkey: alice })
    expect(await alphaRao()).toBe(bought.receivedRao)
    expect(await alphaRao()).toBeGreaterThan(0n)
    expect(
      (await client.dryRunStake({ ...stake, netuid: 0, coldkeySs58, direction: 'add' })).receivedRao,
    ).toBe(stake.amountRao)
  })
})

test('a runtime that only knows the price tells no more', async () => {
  await onSpec(293, async (client) => {
    const { receivedRao } = await client.dryRunStake({ ...stake, coldkeySs58, direction: 'add' })
    expect(receivedRao).toBeNull()
  })
})
