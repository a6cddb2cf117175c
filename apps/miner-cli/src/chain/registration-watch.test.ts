import { expect, test } from 'vitest'
import { createFakeChain, neuronOf } from '../testing/fake-chain.ts'
import { createSilentLog } from '../testing/silent-log.ts'
import { createMetagraphKeeper } from './metagraph-keeper.ts'
import { createRegistrationWatch, type RegistrationChange } from './registration-watch.ts'

const OURS = 7

async function setUp() {
  const chain = createFakeChain([neuronOf(0, 1), neuronOf(3, OURS)])
  const keeper = createMetagraphKeeper({
    chain,
    network: 'local',
    netuid: 1,
    everyBlocks: 100,
    stored: null,
    file: '/proc/none',
    nowMs: () => 0,
    log: createSilentLog().log,
  })
  await keeper.refresh()
  const time = { nowMs: 0 }
  const changes: RegistrationChange[] = []
  const watch = createRegistrationWatch({
    chain,
    keeper,
    netuid: 1,
    hotkeySs58: neuronOf(3, OURS).hotkeySs58,
    initial: { uid: 3, registeredAtBlock: 950 },
    nowMs: () => time.nowMs,
    onChange: (change) => changes.push(change),
  })
  const mine = async (blocks: number) => {
    chain.mine(blocks)
    await watch.beat()
  }
  await watch.beat()
  return { chain, watch, changes, mine, time }
}

test('it is looked at every five blocks, and every 90 s where blocks stay away', async () => {
  const { chain, mine, time, changes } = await setUp()
  expect(chain.asked.getUid).toBe(1)
  await mine(4)
  expect(chain.asked.getUid).toBe(1)
  await mine(1)
  expect(chain.asked.getUid).toBe(2)
  time.nowMs += 90_000
  await mine(0)
  expect(chain.asked.getUid).toBe(3)
  expect(changes).toEqual([])
})

test('a lost place is believed at the second look, and the one who took it is named', async () => {
  const { chain, watch, changes, mine } = await setUp()
  chain.neurons = [neuronOf(0, 1), neuronOf(3, 9)]
  await mine(5)
  expect({ changes, at: watch.current()?.uid }).toEqual({ changes: [], at: 3 })
  await mine(1)
  const successorSs58 = neuronOf(3, 9).hotkeySs58
  expect(changes).toEqual([{ kind: 'deregistered', uid: 3, successorSs58, isSwap: false }])
  expect(watch.current()).toBeNull()
  await mine(20)
  expect(changes).toHaveLength(1)
})

test('a single look that found nothing, as on a fork, does no harm', async () => {
  const { chain, watch, changes, mine } = await setUp()
  const { neurons } = chain
  chain.neurons = []
  await mine(5)
  chain.neurons = neurons
  await mine(1)
  await mine(20)
  expect({ changes, at: watch.current() }).toEqual({ changes: [], at: { uid: 3, registeredAtBlock: 950 } })
})

test('a swap of the hotkey by its coldkey is told apart', async () => {
  const { chain, changes, mine } = await setUp()
  chain.neurons = [neuronOf(3, 9, { coldkeySs58: neuronOf(3, OURS).coldkeySs58 })]
  await mine(5)
  await mine(1)
  expect(changes).toMatchObject([{ kind: 'deregistered', isSwap: true }])
})

test('another uid is noticed, with the block of its registration', async () => {
  const { chain, watch, changes, mine } = await setUp()
  chain.neurons = [neuronOf(5, OURS, { registeredAtBlock: 1_003 })]
  await mine(5)
  expect(changes).toEqual([{ kind: 'moved', fromUid: 3, uid: 5 }])
  expect(watch.current()).toEqual({ uid: 5, registeredAtBlock: 1_003 })
})

test('who comes back is registered again', async () => {
  const { chain, watch, changes, mine } = await setUp()
  chain.neurons = []
  await mine(5)
  await mine(1)
  chain.neurons = [neuronOf(8, OURS)]
  await mine(5)
  expect(changes.slice(1)).toEqual([{ kind: 'registered', uid: 8 }])
  expect(watch.current()?.uid).toBe(8)
})

test('a chain that fails while it is asked is asked again', async () => {
  const { chain, changes, mine } = await setUp()
  chain.neurons = []
  await mine(5)
  chain.connected = false
  await expect(mine(1)).rejects.toMatchObject({ code: 'E_CHAIN_UNREACHABLE' })
  expect(changes).toEqual([])
  chain.connected = true
  await mine(1)
  expect(changes).toHaveLength(1)
})
