import { expect, test } from 'vitest'
import { miner, NETUID, nobody, type WritesWorld } from './writes-world.ts'

/** What a registered hotkey publishes. */
export function commitmentStory(world: WritesWorld): void {
  test('commits up to 128 bytes for a registered hotkey', async () => {
    const commitment = { netuid: NETUID, hotkey: miner.keypair }
    for (const data of [Buffer.from('hello'), Buffer.alloc(128, 7), Buffer.alloc(0)]) {
      await world.client.setCommitment({ ...commitment, data })
      const stored = await world.client.getCommitment({ netuid: NETUID, hotkeySs58: miner.ss58 })
      expect(Buffer.from(stored ?? [])).toEqual(data)
    }
    const data = new Uint8Array(129)
    await expect(world.client.setCommitment({ ...commitment, data })).rejects.toMatchObject({
      code: 'E_CHAIN_ARGUMENT',
    })
    await expect(
      world.client.setCommitment({ netuid: NETUID, hotkey: nobody.keypair, data: Buffer.from('x') }),
    ).rejects.toMatchObject({ values: { error: 'HotKeyNotRegisteredInSubNet' } })
  })
}
