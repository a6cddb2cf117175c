import { PassThrough } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import { createPrompter } from './prompter.ts'

/** A terminal whose keys are typed one by one, each after the text that is waited for has been drawn. */
function fakeTerminal() {
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => {} })
  const pending: { seen: string; keys: string }[] = []
  let drawn = ''
  let from = 0
  const stderr = {
    color: false,
    isTerminal: true,
    columns: 80,
    write: (text: string) => {
      drawn += stripVTControlCharacters(text)
      const next = pending[0]
      const at = next ? drawn.indexOf(next.seen, from) : -1
      if (!next || at < 0) return
      pending.shift()
      from = at + next.seen.length
      setImmediate(() => stdin.write(next.keys))
    },
  }
  const terminal = { stdout: { write: () => {} }, stderr }
  return {
    prompter: createPrompter({ terminal, stdin }),
    stdin,
    drawn: () => drawn,
    type: (...answers: [seen: string, keys: string][]) => {
      pending.push(...answers.map(([seen, keys]) => ({ seen, keys })))
    },
  }
}

const name = { message: 'Name of the wallet', flag: '--wallet.name NAME' }

test('an empty line takes what is proposed, another replaces it', async () => {
  const { prompter, type } = fakeTerminal()
  type(['Name of the wallet', '\r'])
  expect(await prompter.text({ ...name, initial: 'default' })).toBe('default')
  type(['Name of the wallet', 'miner\r'])
  expect(await prompter.text({ ...name, initial: 'default' })).toBe('miner')
})

test('an answer that does not do is asked for again', async () => {
  const { prompter, type } = fakeTerminal()
  type(['Name of the wallet', '../up\r'], ['no path', '\u0015miner\r'])
  const validate = (answer: string) => (answer.includes('/') ? 'A name is no path.' : undefined)
  expect(await prompter.text({ ...name, validate })).toBe('miner')
})

test('a password is not shown, and asked for until both are the same', async () => {
  const { prompter, type, drawn } = fakeTerminal()
  type(['Password', 'canary one\r'], ['Once more', 'canary two\r'])
  type(['Password', 'canary three\r'], ['Once more', 'canary three\r'])
  const answer = await prompter.password({ message: 'Password', flag: 'BT_PW_X', repeat: true })
  expect(answer).toBe('canary three')
  expect(drawn()).toContain('The two differ')
  expect(drawn()).not.toContain('canary')
})

test('to confirm is to say yes', async () => {
  const { prompter, type } = fakeTerminal()
  type(['Sure?', '\r'])
  expect(await prompter.confirm({ message: 'Sure?', flag: '-y' })).toBe(false)
  type(['Sure?', 'y'])
  expect(await prompter.confirm({ message: 'Sure?', flag: '-y' })).toBe(true)
})

test('what is expected has to be typed', async () => {
  const { prompter, type } = fakeTerminal()
  type(['Type the name', 'yes\r'], ['Type miner, or', '\u0015miner\r'])
  await prompter.typed({ message: 'Type the name', expect: 'miner', flag: '--overwrite miner' })
})

test('one of a few is chosen with the arrows', async () => {
  const { prompter, type } = fakeTerminal()
  type(['Which?', '\u001b[B\r'])
  const options = [{ value: 'a' }, { value: 'b', label: 'The second' }]
  expect(await prompter.select({ message: 'Which?', flag: '--which', options })).toBe('b')
})

test('any of a few are chosen with space, or none', async () => {
  const { prompter, type } = fakeTerminal()
  const question = { message: 'Which?', flag: '--which', options: [{ value: 'a' }, { value: 'b' }] }
  type(['Which?', '\u001b[B \r'])
  expect(await prompter.several(question)).toEqual(['b'])
  type(['Which?', '\r'])
  expect(await prompter.several(question)).toEqual([])
})

test.each([
  ['Ctrl+C', '\u0003'],
  ['Ctrl+D', '\u0004'],
  ['Escape', '\u001b'],
])('%s ends the question', async (_, key) => {
  const { prompter, type } = fakeTerminal()
  type(['Name of the wallet', key])
  await expect(prompter.text(name)).rejects.toMatchObject({ code: 'E_INTERRUPTED' })
})

test('the end of the input ends the question', async () => {
  const { prompter, stdin } = fakeTerminal()
  const answer = prompter.text(name)
  stdin.end()
  await expect(answer).rejects.toMatchObject({ code: 'E_INTERRUPTED' })
})

test('without a terminal the error names the flag', async () => {
  const terminal = { stdout: { write: () => {} }, stderr: { write: () => {}, color: false } }
  const prompter = createPrompter({ terminal, stdin: new PassThrough() })
  expect(prompter.interactive).toBe(false)
  await expect(prompter.text(name)).rejects.toMatchInlineSnapshot(
    `[IgError: There is nobody to ask: this is no terminal. (question: "Name of the wallet") Give --wallet.name NAME.]`,
  )
})

test('a spinner is drawn over long work and gone afterwards', async () => {
  const { prompter, drawn } = fakeTerminal()
  const untilDrawn = async (_signal: AbortSignal, report: (progress: string) => void) => {
    report('1 of 2')
    while (!drawn().includes('Unlocking: 1 of 2')) await new Promise((resolve) => setImmediate(resolve))
    return 7
  }
  expect(await prompter.withSpinner('Unlocking', untilDrawn)).toBe(7)
  await expect(prompter.withSpinner('Unlocking', () => Promise.reject(new Error('x')))).rejects.toThrow('x')
})

test('Ctrl+C under a spinner ends the work', async () => {
  const { prompter } = fakeTerminal()
  let aborted = false
  const work = prompter.withSpinner('Unlocking', async (signal) => {
    signal.addEventListener('abort', () => {
      aborted = true
    })
    process.emit('SIGINT')
    return new Promise(() => {})
  })
  await expect(work).rejects.toMatchObject({ code: 'E_INTERRUPTED' })
  expect(aborted).toBe(true)
})
