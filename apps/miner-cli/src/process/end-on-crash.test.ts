import { expect, test } from 'vitest'
import { createRedactor } from '../output/redact.ts'
import { type CrashEvents, endOnCrash } from './end-on-crash.ts'

function crash(error: unknown, { listeners = 1, argv = [] as string[] } = {}) {
  let stderr = ''
  let exitCode: number | null = null
  let listener = (_: unknown) => {}
  const events: CrashEvents = {
    on: (_event, one) => {
      listener = one
    },
    listenerCount: () => listeners,
    exit: (code) => {
      exitCode = code
    },
  }
  const write = (text: string) => {
    stderr += text
  }
  const terminal = { stdout: { write }, stderr: { write, color: false } }
  const onRedactor = endOnCrash(terminal, argv, events)
  onRedactor(createRedactor(['canary']))
  listener(error)
  return { stderr, exitCode }
}

test('an error that nobody caught is told without the secret in it, and ends the process with 1', () => {
  const { stderr, exitCode } = crash(new Error('refused: canary'))
  expect(exitCode).toBe(1)
  expect(stderr).toMatch(/^unexpected error: Error: refused: \*{8}/)
  expect(stderr.trim()).not.toContain('\n')
  expect(JSON.parse(crash('canary', { argv: ['--json'] }).stderr)).toMatchObject({
    error: { code: 'E_UNEXPECTED', message: '********' },
  })
})

test('a command that listens itself is left to it', () => {
  expect(crash(new Error('x'), { listeners: 2 })).toEqual({ stderr: '', exitCode: null })
})
