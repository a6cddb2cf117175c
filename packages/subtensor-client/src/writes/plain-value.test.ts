import type { ApiPromise } from '@polkadot/api'
import { beforeAll, expect, test } from 'vitest'
import { offlineApi } from '../testing/offline-api.ts'
import { plainValue } from './plain-value.ts'

let api: ApiPromise
beforeAll(async () => {
  api = await offlineApi({ specVersion: 424, transactionVersion: 1, genesisHash: `0x${'45'.repeat(32)}` })
})

const ALICE = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'

test.each([
  ['u16', 155, 155],
  ['u32', 4_294_967_295, 4_294_967_295],
  ['u64', '18446744073709551615', 18_446_744_073_709_551_615n],
  ['u128', 1, 1n],
  ['Compact<u64>', 500, 500n],
  ['Compact<u16>', 7, 7],
  ['bool', true, true],
  ['Text', 'τao', 'τao'],
  ['AccountId', ALICE, ALICE],
  ['H256', `0x${'ab'.repeat(32)}`, `0x${'ab'.repeat(32)}`],
  ['Bytes', '0x0102', '0x0102'],
  ['[u8; 4]', '0x01020304', '0x01020304'],
  ['Option<u64>', null, null],
  ['Option<u64>', 5, 5n],
  ['Vec<AccountId>', [ALICE], [ALICE]],
  ['(u16, u64)', [1, 2], [1, 2n]],
  ['Null', null, null],
  ['{"netuid":"u16","amount":"u64"}', { netuid: 2, amount: 3 }, { netuid: 2, amount: 3n }],
  ['DispatchClass', 'Operational', 'Operational'],
  ['SpRuntimeDispatchError', { Token: 'BelowMinimum' }, { Token: 'BelowMinimum' }],
  ['BTreeMap<u16, u64>', new Map([[1, 2]]), { 1: 2n }],
])('%s becomes plain', (type, value, expected) => {
  expect(plainValue(api.registry.createTypeUnsafe(type, [value]))).toEqual(expected)
})
