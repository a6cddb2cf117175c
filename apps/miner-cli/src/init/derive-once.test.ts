import { expect, test } from 'vitest'
import { deriveOnce } from './derive-once.ts'

test('the key of a password is made once, each caller has its own, and it can be forgotten', async () => {
  const asked: string[] = []
  const made = new Uint8Array([1, 2, 3])
  const { deriveKey, forget } = deriveOnce(async (password) => {
    asked.push(password)
    return made
  })
  const first = await deriveKey('one')
  first.fill(0)
  expect(await deriveKey('one')).toEqual(new Uint8Array([1, 2, 3]))
  expect(asked).toEqual(['one'])
  forget()
  expect(made).toEqual(new Uint8Array(3))
  await deriveKey('one')
  expect(asked).toEqual(['one', 'one'])
})
