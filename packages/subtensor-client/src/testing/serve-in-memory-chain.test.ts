import { ApiPromise, WsProvider } from '@polkadot/api'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { ChainProvider } from '../connection/connection.ts'
import { createInMemoryChain } from './in-memory-chain.ts'
import { serveInMemoryChain } from './serve-in-memory-chain.ts'

async function serve() {
  const chain = createInMemoryChain({ neurons: 5 })
  const served = await serveInMemoryChain(chain)
  onTestFinished(async () => {
    chain.close()
    await served.close()
  })
  return { chain, ...served }
}

test('serves the chain to whoever opens a WebSocket, heads included', async () => {
  const { chain, endpoint } = await serve()
  const provider = new WsProvider(endpoint, false) as ChainProvider
  const created = ApiPromise.create({
    provider,
    noInitWarn: true,
    signedExtensions: { SubtensorTransactionExtension: { extrinsic: {}, payload: {} } },
  })
  await provider.connect()
  const api = await created
  const heads: number[] = []
  await api.rpc.chain.subscribeNewHeads((header) => {
    heads.push(header.number.toNumber())
  })
  chain.mineBlock(2)
  await expect.poll(() => heads.at(-1)).toBe(5)
  expect((await api.call.neuronInfoRuntimeApi?.getNeuronsLite?.(2))?.toJSON()).toHaveLength(5)
  await api.disconnect()
  await expect.poll(() => chain.connections.count()).toBe(0)
})

test('answers as JSON-RPC does, one or many, known or not', async () => {
  const { endpoint } = await serve()
  const socket = new WebSocket(endpoint)
  const answers: unknown[] = []
  socket.onmessage = ({ data }) => answers.push(JSON.parse(data))
  await new Promise((resolve) => {
    socket.onopen = resolve
  })
  socket.send('{"jsonrpc":"2.0","id":1,"method":"no_such","params":[]}')
  socket.send(
    '[{"jsonrpc":"2.0","id":"a","method":"system_chain"},{"id":2,"method":"chain_getBlockHash","params":[9]}]',
  )
  await expect
    .poll(() => answers)
    .toEqual([
      { jsonrpc: '2.0', id: 1, error: { code: -32601, message: 'Method not found' } },
      { jsonrpc: '2.0', id: 'a', result: 'Bittensor' },
      { jsonrpc: '2.0', id: 2, result: null },
    ])
  socket.close()
})

test('ends sockets with a drop, and refuses new ones while it is told to', async () => {
  const { chain, endpoint } = await serve()
  const open = (onEnd: () => void) => {
    const socket = new WebSocket(endpoint)
    socket.onclose = onEnd
    return socket
  }
  const first = vi.fn()
  const socket = open(first)
  await new Promise((resolve) => {
    socket.onopen = resolve
  })
  chain.drop({ refuse: true })
  await expect.poll(() => first).toHaveBeenCalled()
  const second = vi.fn()
  open(second)
  await expect.poll(() => second).toHaveBeenCalled()
  expect(chain.connections.count()).toBe(0)
})
