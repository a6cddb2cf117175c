import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createState } from './state.ts'

const prefix = (byte: number) => `0x${byte.toString(16).padStart(2, '0').repeat(32)}`
const key = fc
  .tuple(fc.nat({ max: 3 }), fc.nat({ max: 9 }))
  .map(([item, suffix]) => `${prefix(item)}0${suffix}`)
const writes = fc.array(fc.tuple(key, fc.option(fc.constantFrom('0x00', '0x01', '0x02'))), { maxLength: 30 })

test('holds what a map would hold, and keeps what happened before a fork apart from what came after', () => {
  fc.assert(
    fc.property(writes, writes, writes, (before, onOne, onOther) => {
      const apply = (map: Map<string, string>, list: typeof before) => {
        for (const [name, value] of list) value === null ? map.delete(name) : map.set(name, value)
        return map
      }
      const state = createState()
      for (const [name, value] of before) state.set(name, value)
      const other = state.fork()
      for (const [name, value] of onOne) state.set(name, value)
      for (const [name, value] of onOther) other.set(name, value)

      for (const [fork, list] of [
        [state, onOne],
        [other, onOther],
      ] as const) {
        const expected = apply(apply(new Map(), before), list)
        expect(fork.keys('0x')).toEqual([...expected.keys()].sort())
        for (const [name, value] of expected) expect(fork.get(name)).toBe(value)
      }
    }),
  )
})

test('lists the keys of a prefix, sorted', () => {
  const state = createState()
  for (const name of [`${prefix(1)}03`, `${prefix(1)}01`, `${prefix(2)}02`]) state.set(name, '0x')
  expect(state.keys(prefix(1))).toEqual([`${prefix(1)}01`, `${prefix(1)}03`])
  expect(state.keys(`${prefix(1)}03`)).toEqual([`${prefix(1)}03`])
  expect(state.keys(prefix(3))).toEqual([])
})
