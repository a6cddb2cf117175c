import { expect, test } from 'vitest'
import { checkEndpoint } from './check-endpoint.ts'
import { checkSubnetNotice } from './check-subnet-notice.ts'

const status = {
  endpoint: 'wss://node.example',
  head: { number: 5_000_000, hash: '0x01' },
  genesisHash: `0x${'2f'.repeat(32)}`,
  specVersion: 424,
}
const NOW_MS = 1_800_000_000_000

test.each([
  [6, 'ok'],
  [48, 'warn'],
  [3_600, 'fail'],
] as const)('a head %d s old is %s', (ageSeconds, state) => {
  const headTimestampMs = NOW_MS - ageSeconds * 1_000
  const row = checkEndpoint({ status, isLocal: false, headTimestampMs, nowMs: NOW_MS })
  expect(row.state).toBe(state)
  expect(row.seen).toBe(
    `wss://node.example, block 5000000, ${ageSeconds} s old, genesis 0x2f2f2f2f…, runtime 424`,
  )
  expect(checkEndpoint({ status, isLocal: true, headTimestampMs, nowMs: NOW_MS }).state).toBe('ok')
})

test.each([
  [6, false, 'warn'],
  [155, false, 'warn'],
  [6, true, 'ok'],
  [2, false, 'ok'],
] as const)('netuid %d, on a chain of one’s own: %s, is %s', (netuid, isLocal, state) => {
  expect(checkSubnetNotice(netuid, { isLocal }).state).toBe(state)
})
