import { expect, test } from 'vitest'
import { jsonLine } from './json-line.ts'

test('amounts keep every digit, also those that no double holds', () => {
  expect(jsonLine({ balanceRao: 9_007_199_254_740_993n, subnets: [{ uid: 0, axon: null }] })).toBe(
    '{"schemaVersion":1,"balanceRao":9007199254740993,"subnets":[{"uid":0,"axon":null}]}\n',
  )
})
