import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeEnvironmentPassword, encodeEnvironmentPassword, passwordVariable } from './index.ts'

test('the variable has the whole path, as the SDK spells it', () => {
  expect(passwordVariable('/tmp/a-b/c d/wal.let/coldkey')).toBe('BT_PW__TMP_A-B_C D_WAL_LET_COLDKEY')
})

test('what was encoded is decoded, whatever the characters', () => {
  const variable = passwordVariable('/w/coldkey')
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (password) => {
      const value = encodeEnvironmentPassword(variable, password)
      expect(decodeEnvironmentPassword(variable, value)).toBe(password)
    }),
  )
})

test.each(['', 'pass word', 'päss', 'a'])('%j is no password as the SDK writes it', (value) => {
  expect(decodeEnvironmentPassword('BT_PW_X', value)).toBeNull()
})
