import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createFakeChain, type FakeChain, neuronOf } from '../testing/fake-chain.ts'
import { createSilentLog } from '../testing/silent-log.ts'
import { publicKeyHexOf } from './chain-policy.ts'
import { createMetagraphKeeper, isMetagraphDue } from './metagraph-keeper.ts'
import { readSnapshotFile } from './snapshot-file.ts'
import type { SubnetSnapshot } from './subnet-snapshot.ts'

const NOW_MS = Date.parse('2026-01-02T03:04:05Z')
const STAKE_RAO = 9_007_199_254_740_993n
const subnet = { network: 'local', netuid: 1, nowMs: NOW_MS }
const freshFile = () => join(mkdtempSync(join(tmpdir(), 'ig-metagraph-')), 'metagraph.json')

function setUp({ file = freshFile(), stored = null as SubnetSnapshot | null } = {}) {
  const chain = createFakeChain([
    neuronOf(0, 1, { stakeRao: STAKE_RAO, validatorPermit: true }),
    neuronOf(1, 2),
  ])
  const { log, lines } = createSilentLog()
  const keeper = createMetagraphKeeper({
    chain,
    network: 'local',
    netuid: 1,
    everyBlocks: 100,
    stored,
    file,
    nowMs: () => NOW_MS,
    log,
  })
  return { chain, keeper, file, lines }
}

const keyOf = (key: number) => publicKeyHexOf(neuronOf(0, key).hotkeySs58)

test('it is read once, then every hundred blocks, and after ten where a stranger has asked', async () => {
  const { chain, keeper } = setUp()
  const readsAfter = async (blocks: number) => {
    chain.mine(blocks)
    await keeper.beat()
    return chain.asked.getMetagraph
  }
  expect(await readsAfter(0)).toBe(1)
  expect(await readsAfter(99)).toBe(1)
  expect(await readsAfter(1)).toBe(2)
  keeper.want()
  expect(await readsAfter(9)).toBe(2)
  expect(await readsAfter(1)).toBe(3)
  expect(await readsAfter(50)).toBe(3)
})

test('a table is replaced as a whole, and the old one stays where the chain fails', async () => {
  const { chain, keeper } = setUp()
  await keeper.beat()
  const before = keeper.table()
  expect(before.get(keyOf(1))).toEqual({ stakeRao: STAKE_RAO, validatorPermit: true })
  chain.neurons = [neuronOf(0, 3)]
  chain.connected = false
  await expect(keeper.refresh()).rejects.toMatchObject({ code: 'E_CHAIN_UNREACHABLE' })
  expect(keeper.table()).toBe(before)
  chain.connected = true
  await keeper.refresh()
  expect([...keeper.table().keys()]).toEqual([keyOf(3)])
  expect([...before.keys()]).toEqual([keyOf(1), keyOf(2)])
})

test('what was read is on the disk, for its owner alone, and comes back to the last digit', async () => {
  const { keeper, file } = setUp()
  const read = await keeper.refresh()
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readSnapshotFile(file, subnet)).toEqual({ snapshot: read, damaged: null })
  expect(readdirSync(join(file, '..'))).toEqual(['metagraph.json'])
})

test('with a stored one callers are known at once; the first answer of the chain replaces it', async () => {
  const { keeper: first, file } = setUp()
  const stored = await first.refresh()
  const { chain, keeper } = setUp({ file, stored })
  expect(keeper.table().has(keyOf(1))).toBe(true)
  chain.neurons = [neuronOf(0, 3)]
  await keeper.beat()
  expect([...keeper.table().keys()]).toEqual([keyOf(3)])
})

describe('a metagraph that is behind the one at hand', () => {
  const causes = [
    ['an empty one', () => ({ neurons: [] })],
    ['an older one', ({ block }: Pick<FakeChain, 'block'>) => ({ block: block - 5 })],
  ] as const

  test.each(causes)('%s replaces it at the second look only', async (_name, fallBehind) => {
    const { chain, keeper, lines } = setUp()
    await keeper.refresh()
    const table = keeper.table()
    chain.mine(100)
    await keeper.refresh()
    Object.assign(chain, fallBehind(chain))
    await keeper.refresh()
    await keeper.refresh()
    await keeper.beat()
    expect(keeper.table()).toEqual(table)
    expect(keeper.current()?.block.number).toBe(1_100)
    expect(lines.map(({ level }) => level)).toContain(40)
    chain.mine()
    await keeper.beat()
    expect(keeper.current()).toMatchObject({ block: { number: chain.block } })
    expect(keeper.table().size).toBe(chain.neurons.length)
  })

  test.each(causes)('%s is forgotten where the next look finds a better one', async (_name, fallBehind) => {
    const { chain, keeper, file } = setUp()
    await keeper.refresh()
    const { neurons, block } = chain
    Object.assign(chain, fallBehind(chain))
    await keeper.refresh()
    expect(readSnapshotFile(file, subnet).snapshot?.neurons).toHaveLength(2)
    Object.assign(chain, { neurons, block: block + 1 })
    await keeper.beat()
    expect(keeper.current()).toMatchObject({ block: { number: 1_001 } })
    expect(keeper.table().size).toBe(2)
  })

  test('of another chain is no such one', async () => {
    const { chain, keeper } = setUp()
    await keeper.refresh()
    Object.assign(chain, { genesisHash: `0x${'77'.repeat(32)}`, block: 3, neurons: [neuronOf(0, 3)] })
    await keeper.refresh()
    expect([...keeper.table().keys()]).toEqual([keyOf(3)])
  })
})

test('the chain that it was read from is named, whatever the connection says meanwhile', async () => {
  const { chain, keeper } = setUp()
  const status = chain.status
  chain.status = () => ({ ...status(), genesisHash: null })
  expect((await keeper.refresh()).genesisHash).toBe(chain.genesisHash)
})

test('row 43: a disk that fails is said once and changes nothing else', async () => {
  const { chain, keeper, lines } = setUp({ file: '/proc/none/metagraph.json' })
  await keeper.refresh()
  chain.mine(100)
  await keeper.refresh()
  expect(keeper.table().size).toBe(2)
  expect(lines.filter(({ level }) => Number(level) >= 40)).toHaveLength(1)
})

describe('a stored metagraph', () => {
  test('of another network or subnet is none, and stays where it is', async () => {
    const { keeper, file } = setUp()
    await keeper.refresh()
    for (const other of [
      { ...subnet, network: 'test' },
      { ...subnet, netuid: 2 },
    ]) {
      expect(readSnapshotFile(file, other)).toEqual({ snapshot: null, damaged: null })
    }
    expect(readdirSync(join(file, '..'))).toEqual(['metagraph.json'])
  })

  test('that is missing is none', () => {
    expect(readSnapshotFile(freshFile(), subnet)).toEqual({ snapshot: null, damaged: null })
  })

  test('row 45: that is damaged is set aside, wherever it was cut or changed', async () => {
    const { keeper, file } = setUp()
    await keeper.refresh()
    const good = readFileSync(file, 'utf8')
    fc.assert(
      fc.property(fc.nat(good.length - 1), (length) => {
        const damaged = freshFile()
        writeFileSync(damaged, good.slice(0, length))
        const found = readSnapshotFile(damaged, subnet)
        expect(found.snapshot).toBeNull()
        expect(found.damaged?.path).toMatch(/metagraph\.json\.damaged-2026-01-02T03-04-05/)
        expect(readFileSync(found.damaged?.path ?? '', 'utf8')).toBe(good.slice(0, length))
      }),
    )
    const other = freshFile()
    writeFileSync(other, good.replace(/"hotkeySs58":"5/, '"hotkeySs58":"6'))
    expect(readSnapshotFile(other, subnet).damaged?.reason).toMatch(/hotkeySs58/)
  })
})

test('a chain that began anew is read anew', () => {
  const due = { headBlock: 5, readAtBlock: 1_000, everyBlocks: 100, isWanted: false }
  expect(isMetagraphDue(due)).toBe(true)
  expect(isMetagraphDue({ ...due, headBlock: 1_000 })).toBe(false)
})
