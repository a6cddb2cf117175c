import { expect, test } from 'vitest'
import { checkPort, portOurs, portTaken } from './check-port.ts'
import { openDoor } from './open-door.ts'
import { inodesOf } from './port-holder.ts'

const ip = '127.0.0.1'

async function openedDoor() {
  const door = await openDoor({ ip, port: 0 })
  if ('problem' in door) throw new Error(door.problem)
  return door
}

test('a port that is held is told with who holds it, and is free again afterwards', async () => {
  const door = await openedDoor()
  const { port } = door
  const held = await checkPort({ ip, port })
  expect(held).toMatchObject({
    state: 'fail',
    seen: expect.stringContaining(`${port} is held by another process`),
  })
  if (process.platform === 'linux') expect(held.seen).toContain(`pid ${process.pid}`)
  expect(held.mend).toContain('--axon.port')
  await door.close()
  expect(await checkPort({ ip, port })).toMatchObject({ state: 'ok' })
})

test('an address that is not of this machine is told', async () => {
  expect(await checkPort({ ip: '192.0.2.1', port: 0 })).toMatchObject({
    state: 'fail',
    seen: 'this machine has no address 192.0.2.1',
  })
})

test('other reasons each have their line', () => {
  const place = { ip, port: 80 }
  expect(portTaken(place, 'EACCES')).toMatchObject({ mend: expect.stringContaining('above 1023') })
  expect(portTaken(place, 'EADDRINUSE', () => null).mend).toContain("ss -ltnp 'sport = :80'")
  expect(portTaken(place, 'ENOBUFS').seen).toContain('ENOBUFS')
  expect(portOurs(8091, 42)).toMatchObject({ state: 'ok', seen: '8091 is held by our miner, pid 42' })
})

test('listening sockets are read from the table of the kernel', () => {
  const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000:1F9B 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 7001 1 0 100 0
   1: 0100007F:1F9B 0100007F:9999 01 00000000:00000000 00:00000000 00000000     0        0 7002 1 0 100 0
   2: 0100007F:01F9 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 7003 1 0 100 0`
  expect(inodesOf(table, 0x1f9b)).toEqual(['socket:[7001]'])
})
