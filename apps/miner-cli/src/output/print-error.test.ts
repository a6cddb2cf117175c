import { IgError } from '@ig/errors'
import { expect, test } from 'vitest'
import { printError } from './print-error.ts'
import { createRedactor } from './redact.ts'

function printed(error: unknown, { json }: { readonly json: boolean }): string {
  let text = ''
  const write = (more: string) => {
    text += more
  }
  const terminal = { stdout: { write }, stderr: { write, color: false } }
  printError(error, { terminal, json, redact: createRedactor(['canary-secret']) })
  return text
}

const error = new IgError({
  code: 'E_CHAIN_UNKNOWN_OUTCOME',
  message: 'It is not known whether it is on the chain.',
  values: { extrinsicHash: '0xab', lastEraBlock: 7, amountRao: 9_007_199_254_740_993n, by: 'canary-secret' },
  hint: 'Look first.',
})

test('programs get the values of an error as they are, without secrets', () => {
  const text = printed(error, { json: true })
  expect(text).toContain('"amountRao":9007199254740993,')
  expect(JSON.parse(text)).toMatchObject({
    schemaVersion: 1,
    error: {
      code: 'E_CHAIN_UNKNOWN_OUTCOME',
      hint: 'Look first.',
      values: { extrinsicHash: '0xab', lastEraBlock: 7, by: '********' },
      retryable: false,
    },
  })
})

test('whether a retry can help is said', () => {
  const busy = new IgError({ code: 'E_BUSY', message: 'Busy.', retryable: true })
  expect(JSON.parse(printed(busy, { json: true }))).toMatchObject({ error: { retryable: true, values: {} } })
})

test('a value without a JSON form does not hide the error', () => {
  const values: Record<string, unknown> = {}
  values.self = values
  const odd = new IgError({ code: 'E_ODD', message: 'Odd.', values })
  expect(JSON.parse(printed(odd, { json: true }))).toMatchObject({ error: { code: 'E_ODD', values: {} } })
})

test('people get one line', () => {
  expect(printed(error, { json: false })).toMatch(
    /^E_CHAIN_UNKNOWN_OUTCOME: It is not known.*Look first\.\n$/,
  )
})
