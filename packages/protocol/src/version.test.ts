import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { intToVersion, versionToInt } from './version.ts'

test('a version survives the way through its integer', () => {
  const part = fc.nat(999)
  fc.assert(
    fc.property(fc.nat(5000), part, part, (major, minor, patch) => {
      const version = `${major}.${minor}.${patch}`
      expect(intToVersion(versionToInt(version))).toBe(version)
    }),
  )
})

describe('what is no version is refused', () => {
  test.each(['', '10', '10.5', '1.1000.0', '-1.0.0', 'v1.2.3', '1.2.x'])('%j', (text) => {
    expect(() => versionToInt(text)).toThrow(expect.objectContaining({ code: 'E_VERSION' }))
  })
  test.each([-1, 1.5, Number.NaN, 2 ** 60])('%d', (version) => {
    expect(() => intToVersion(version)).toThrow(expect.objectContaining({ code: 'E_VERSION' }))
  })
})

test('suffixes of pre-releases are ignored', () => {
  expect(versionToInt('10.5.0rc1')).toBe(10_005_000)
})
