import { createAxon, serve } from '@ig/axon'
import { IgError } from '@ig/errors'
import { keypairFromUri } from '@ig/sr25519'
import { expect, test } from 'vitest'
import { withListeningSettings } from './listening-problem.ts'

const sources = new Map([
  ['axon.port', '/home/u/ig.toml:3'],
  ['axon.ip', '--axon.ip'],
])

async function problemOf(ip: string, port: number): Promise<unknown> {
  const axon = createAxon({ hotkey: keypairFromUri('//Alice'), synapses: [] })
  try {
    await (await serve(axon, { ip, port })).close({ graceMs: 0 })
    return null
  } catch (error) {
    return withListeningSettings(error, { sources })
  } finally {
    await axon.close()
  }
}

test('a port in use is said with the setting, the file and the line', async () => {
  const axon = createAxon({ hotkey: keypairFromUri('//Alice'), synapses: [] })
  const server = await serve(axon, { ip: '127.0.0.1', port: 0 })
  const problem = await problemOf('127.0.0.1', server.port)
  await server.close({ graceMs: 0 })
  await axon.close()
  expect(problem).toMatchObject({
    code: 'E_PORT_TAKEN',
    values: { port: server.port, setting: 'axon.port', source: '/home/u/ig.toml:3' },
    hint: expect.stringContaining('config set axon.port'),
  })
})

test('so is an address that this machine does not have', async () => {
  expect(await problemOf('192.0.2.1', 0)).toMatchObject({
    code: 'E_LISTEN',
    values: { ip: '192.0.2.1', reason: 'EADDRNOTAVAIL', ipSource: '--axon.ip' },
  })
})

test('a port for the system alone comes with what to do', () => {
  const cause = Object.assign(new Error('listen EACCES'), { code: 'EACCES' })
  const error = new IgError({ code: 'E_LISTEN', message: 'It cannot listen.', values: { port: 80 }, cause })
  expect(withListeningSettings(error, { sources })).toMatchObject({
    values: { port: 80, setting: 'axon.port', source: '/home/u/ig.toml:3', reason: 'EACCES' },
    hint: expect.stringContaining('take a higher one'),
  })
})

test('any other error stays as it is', () => {
  const error = new Error('other')
  expect(withListeningSettings(error, { sources })).toBe(error)
})
