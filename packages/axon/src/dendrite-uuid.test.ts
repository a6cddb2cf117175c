import { expect, test } from 'vitest'
import { uuid1 } from './dendrite-uuid.ts'

const random = Uint8Array.of(0x33, 0xc8, 0x9e, 0x6b, 0xde, 0xce, 0xd8, 0x46)

test('is the example of RFC 9562, appendix A.1, but for the node, which is marked as random', () => {
  const at = BigInt(Date.UTC(2022, 1, 22, 19, 22, 22)) * 1_000_000n
  expect(uuid1(at, random)).toBe('c232ab00-9414-11ec-b3c8-9f6bdeced846')
})

test('does not change what it is given', () => {
  const given = random.slice()
  uuid1(0n, given)
  expect(given).toEqual(random)
})
