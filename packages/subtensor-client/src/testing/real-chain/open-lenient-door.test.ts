import { expect, onTestFinished, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { openLenientDoor, withHexPrefix } from './open-lenient-door.ts'

const call = (...params: unknown[]) => JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'state_call', params })

test('the bytes of a runtime call get their 0x, and nothing else is touched', () => {
  expect(withHexPrefix(call('Core_version', '0200', '0xab'))).toBe(call('Core_version', '0x0200', '0xab'))
  expect(withHexPrefix(call('Core_version', ''))).toBe(call('Core_version', '0x'))
  const others = [
    call('Core_version', '0x0200'),
    call(),
    '{"id":2,"method":"state_getKeys","params":["a","b"]}',
  ]
  for (const text of others) expect(withHexPrefix(text)).toBe(text)
})

test('what comes in goes out in its order, from the first message on, and answers come back', async () => {
  const chain = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  onTestFinished(() => void chain.close())
  const heard: string[] = []
  chain.on('connection', (socket) =>
    socket.on('message', (data) => {
      heard.push(data.toString())
      socket.send(`answer ${heard.length}`)
    }),
  )
  await new Promise((resolve) => chain.once('listening', resolve))
  const address = chain.address()
  const door = await openLenientDoor(`ws://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`)
  const client = new WebSocket(door.endpoint)
  const answers: string[] = []
  client.on('message', (data) => answers.push(data.toString()))
  const closed = new Promise((resolve) => client.once('close', resolve))
  await new Promise((resolve) => client.once('open', resolve))
  for (const bytes of ['01', '02', '03']) client.send(call('Core_version', bytes))
  await expect.poll(() => answers).toEqual(['answer 1', 'answer 2', 'answer 3'])
  expect(heard).toEqual(['0x01', '0x02', '0x03'].map((bytes) => call('Core_version', bytes)))
  await door.close()
  await closed
})
