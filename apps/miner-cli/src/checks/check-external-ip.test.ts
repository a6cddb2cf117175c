import { expect, test } from 'vitest'
import { checkExternalIp } from './check-external-ip.ts'

const here = { ip: '203.0.113.7', port: 8091 }
const announced = { announcement: { state: 'announced', problem: null } as const }
const check = (record: { ip: string; port: number } | null, more: object = {}) =>
  checkExternalIp({ known: here, record, isLocal: false, miner: announced, ...more })

test('the address that the chain has is the one here', () => {
  expect(check(here)).toMatchObject({ state: 'ok', seen: '203.0.113.7:8091, as on the chain' })
})

test.each([
  [{ ip: '198.51.100.9', port: 8091 }, 'another address, as behind a proxy or on a rented machine'],
  [{ ip: '203.0.113.7', port: 9000 }, 'another port'],
] as const)('%j is %s', (record, _what) => {
  const row = check(record)
  expect(row).toMatchObject({
    state: 'fail',
    mend: expect.stringContaining('--axon.external_ip 203.0.113.7'),
  })
  expect(row.seen).toContain(`${record.ip}:${record.port}`)
  expect(check(record, { miner: null })).toMatchObject({ state: 'warn' })
})

test.each(['10.1.2.3', '192.168.0.5', '127.0.0.1', '100.64.0.1', 'fd00::1'])(
  '%s on the chain is reached by nobody outside',
  (ip) => {
    expect(check({ ip, port: 8091 })).toMatchObject({ state: 'fail' })
  },
)

test('on a chain of one’s own a private address does', () => {
  const known = { ip: '10.1.2.3', port: 8091 }
  expect(check(known, { known, isLocal: true })).toMatchObject({ state: 'ok' })
})

test('no record: a miner that does not run is started', () => {
  expect(check({ ip: '0.0.0.0', port: 0 }, { miner: null })).toMatchObject({
    state: 'skip',
    mend: 'pnpm miner start',
  })
})

test.each([
  ['waiting', 'warn', 'Nothing to do'],
  ['failed', 'fail', 'log'],
  [null, 'warn', '--no-chain-announce-axon'],
] as const)('a running miner whose announcement is %s: %s', (state, row, mend) => {
  const problem = 'The chain takes the next address at block 56.'
  const miner = { announcement: state && { state, problem } }
  for (const record of [null, { ...here, port: 9000 }]) {
    expect(check(record, { miner })).toMatchObject({ state: row, mend: expect.stringContaining(mend) })
    if (state !== null) expect(check(record, { miner }).seen).toContain(problem)
  }
})

test('where the address here is not known, the port alone is compared', () => {
  const known = { ip: null, port: 8091 }
  expect(check(here, { known })).toMatchObject({ state: 'skip', mend: 'pnpm miner doctor --online' })
  expect(check({ ...here, port: 1 }, { known })).toMatchObject({ state: 'fail' })
})
