import { expect, test } from 'vitest'
import { IgError } from './ig-error.ts'

test('says what failed, with which values, and what to do', () => {
  const error = new IgError({
    code: 'E_PORT_TAKEN',
    message: 'The axon port is in use by another process.',
    values: { port: 8091, nonceNs: 12n },
    hint: 'Pass another one with --axon.port.',
  })
  expect(error.message).toMatchInlineSnapshot(
    `"The axon port is in use by another process. (port: 8091, nonceNs: 12) Pass another one with --axon.port."`,
  )
  expect(error).toMatchObject({ code: 'E_PORT_TAKEN', retryable: false, name: 'IgError' })
})

test('keeps the cause', () => {
  const cause = new Error('below')
  expect(new IgError({ code: 'E_X', message: 'Above.', cause }).cause).toBe(cause)
})

test('is recognised across two installed copies of the package', () => {
  const fromAnotherCopy = Object.assign(new Error('x'), { [Symbol.for('@ig/errors.IgError')]: true })
  expect(IgError.isInstance(fromAnotherCopy)).toBe(true)
  expect(IgError.isInstance(new Error('x'))).toBe(false)
  expect(IgError.isInstance(null)).toBe(false)
})

test('shows hostile values on one line and cut to length', () => {
  const circular: Record<string, unknown> = {}
  circular.self = circular
  const error = new IgError({
    code: 'E_X',
    message: 'Bad.',
    values: { circular, text: `a\n${'b'.repeat(500)}`, nothing: undefined },
  })
  expect(error.message).not.toContain('\n')
  expect(error.message.length).toBeLessThan(300)
})
