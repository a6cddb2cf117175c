import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { appForTest } from '../testing/app-for-test.ts'
import { dashboardUrl, listenForPages, notListening } from './listen.ts'

async function takenPort(): Promise<number> {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void other.close())
  return (other.address() as AddressInfo).port
}

test('where the default port is taken another one serves, where a chosen one is the start ends', async () => {
  const address = { ip: '127.0.0.1', port: await takenPort() }
  const server = await listenForPages(appForTest(), { ...address, mayMove: true })
  onTestFinished(server.close)
  expect(server.port).not.toBe(address.port)
  expect((await fetch(`${dashboardUrl(server)}/healthz`)).status).toBe(200)
  await expect(listenForPages(appForTest(), { ...address, mayMove: false })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  })
  expect(notListening('EADDRINUSE', address)).toMatchObject({ code: 'E_PORT_TAKEN' })
})

test('the address is one that a browser on the same machine can open', () => {
  expect(dashboardUrl({ ip: '0.0.0.0', port: 1 })).toBe('http://127.0.0.1:1')
  expect(dashboardUrl({ ip: '::', port: 1 })).toBe('http://[::1]:1')
  expect(dashboardUrl({ ip: '192.168.1.5', port: 1 })).toBe('http://192.168.1.5:1')
})
