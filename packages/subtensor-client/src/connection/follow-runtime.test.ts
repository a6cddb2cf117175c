import { afterEach, expect, test } from 'vitest'
import { createInMemoryChain } from '../testing/index.ts'
import type { ConnectionEvent } from './connection.ts'
import { createConnection } from './create-connection.ts'

const open: { close(): unknown }[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()))
})

/** A connection to a node of runtime 293 whose answers come from a chain of 424, once it is upgraded. */
async function connectedNode() {
  const chain = createInMemoryChain()
  const upgraded = createInMemoryChain({ spec: 424, genesisHash: chain.genesisHash })
  const first = chain.openProvider('ws://a')
  const second = upgraded.openProvider('ws://a')
  const events: ConnectionEvent[] = []
  let provider = first
  let tell: (version: unknown) => void = () => {}
  const metadata = { asked: 0, held: Promise.resolve() }
  const connection = createConnection({
    endpoints: ['ws://a'],
    onEvent: (event) => void events.push(event),
    openProvider: () => ({
      ...first,
      get isConnected() {
        return first.isConnected
      },
      send: async (method, params) => {
        if (params[0] === 'Metadata_metadata_versions') {
          metadata.asked += 1
          await metadata.held
        }
        return provider.send(method, params)
      },
      subscribe: (type, method, params, onNews) => {
        if (type === 'state_runtimeVersion') tell = (version) => onNews(null, version)
        return first.subscribe(type, method, params, onNews)
      },
    }),
  })
  open.push(connection, chain, upgraded)
  await connection.ready()
  await second.connect()
  await expect.poll(() => second.isConnected).toBe(true)
  metadata.asked = 0
  const version = (of: typeof first) => of.send('state_getRuntimeVersion', [])
  return {
    connection,
    metadata,
    before: await version(first),
    after: await version(second),
    /** The chain runs this runtime from now on. */
    become: (spec: 293 | 424) => {
      provider = spec === 293 ? first : second
    },
    tell: (one: unknown) => tell(one),
    upgrades: () => events.filter(({ type }) => type.startsWith('runtime')),
  }
}

test('a runtime upgrade is followed without a reconnect', async () => {
  const { connection, after, become, tell, upgrades } = await connectedNode()
  become(424)
  tell(after)
  await expect.poll(() => connection.status()).toMatchObject({ specVersion: 424, drops: 0 })
  expect(upgrades()).toEqual([{ type: 'runtime-upgraded', fromSpecVersion: 293, toSpecVersion: 424 }])
  const calls = await connection.withApi(async (api) => api.call.swapRuntimeApi)
  expect(calls).toHaveProperty('currentAlphaPriceAll')
})

test('while one upgrade is followed, the next waits its turn, and the newest runtime comes last', async () => {
  const { connection, metadata, before, after, become, tell, upgrades } = await connectedNode()
  const held = Promise.withResolvers<void>()
  metadata.held = held.promise
  become(424)
  tell(after)
  await expect.poll(() => metadata.asked).toBe(1)
  tell(after)
  tell(before)
  held.resolve()
  await expect.poll(() => upgrades()).toHaveLength(2)
  expect(upgrades()).toEqual([
    { type: 'runtime-upgraded', fromSpecVersion: 293, toSpecVersion: 424 },
    { type: 'runtime-upgraded', fromSpecVersion: 424, toSpecVersion: 293 },
  ])
  expect(connection.status()).toMatchObject({ specVersion: 293, drops: 0 })
  expect(metadata.asked).toBe(2)
})
