import { expect, test } from 'vitest'
import { startScriptedSite } from '../testing/scripted-site.ts'
import { checkHairpin, checkReachability, unknownReachability } from './check-reachability.ts'
import { openDoor } from './open-door.ts'

const address = { ip: '203.0.113.7', port: 8091 }
const { signal } = new AbortController()

test.each([
  [200, 'open', 'ok'],
  [200, '{"reachable": true}', 'ok'],
  [200, '{"reachable": false}', 'fail'],
  [200, 'closed', 'fail'],
  [502, 'connection refused', 'fail'],
] as const)('a second host that answers %d %s: %s', async (status, body, state) => {
  const site = await startScriptedSite(() => ({ status, body }))
  const urlTemplate = `${site.baseUrl}/reach?host={ip}&port={port}`
  const row = await checkReachability(address, { urlTemplate, fetch, signal })
  expect(row.state).toBe(state)
  expect(site.asked).toEqual(['GET /reach?host=203.0.113.7&port=8091'])
  if (state === 'fail') expect(row.mend).toContain('ufw allow 8091/tcp')
})

test('a second host that is down says nothing about the axon, so the line to run elsewhere stands', async () => {
  const row = await checkReachability(address, { urlTemplate: 'http://127.0.0.1:1/{port}', fetch, signal })
  expect(row).toMatchObject({ state: 'warn', mend: expect.stringContaining('nc -vz -w 5 203.0.113.7 8091') })
})

test('without a second host it names the exact line', () => {
  expect(unknownReachability(address)).toMatchObject({
    state: 'skip',
    mend: expect.stringMatching(/^On another machine: nc -vz -w 5 203\.0\.113\.7 8091 /),
  })
})

test('the way in from here: our door answers, another one is told apart, a shut one is a warning', async () => {
  const door = await openDoor({ ip: '127.0.0.1', port: 0 })
  if ('problem' in door) throw new Error(door.problem)
  const here = { ip: '127.0.0.1', port: door.port }
  const ask = (token: string | null) => checkHairpin(here, { token, fetch, signal })
  expect(await ask(door.token)).toMatchObject({ state: 'ok' })
  expect(await ask(null)).toMatchObject({ state: 'ok' })
  expect(await ask('another')).toMatchObject({
    state: 'warn',
    seen: expect.stringContaining('somebody else'),
  })
  await door.close()
  expect(await ask(door.token)).toMatchObject({
    state: 'warn',
    seen: expect.stringContaining('ECONNREFUSED'),
  })
})
