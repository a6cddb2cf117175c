import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { main } from '../main.ts'
import { runInProcess } from '../testing/run-in-process.ts'
import { temporaryFolder } from '../testing/spawn-miner.ts'

const START_MS = Date.UTC(2026, 2, 31, 12)
const line = (minute: number, level: number, msg: string) =>
  `${JSON.stringify({ level, time: START_MS + minute * 60_000, n: minute, msg })}\n`

function openHome() {
  const home = temporaryFolder()
  const folder = join(home, 'data', 'logs')
  mkdirSync(folder, { recursive: true })
  const add = (text: string) => appendFileSync(join(folder, 'miner.log'), text)
  add(
    line(0, 30, 'it began') +
      line(1, 40, 'the chain is away') +
      line(2, 50, 'it FAILED') +
      line(3, 30, 'it went on'),
  )
  return {
    home,
    add,
    logs: (...args: string[]) => runInProcess(['logs', '--data-dir', 'data', ...args], { home }),
  }
}

test.each([
  [[], 0, ['it began', 'the chain is away', 'it FAILED', 'it went on']],
  [['-n', '2'], 0, ['it FAILED', 'it went on']],
  [['--lines', 'all', '--level', 'warn'], 0, ['the chain is away', 'it FAILED']],
  [['--since', '2026-03-31T12:02Z'], 0, ['it FAILED', 'it went on']],
  [['--grep', 'failed'], 0, ['it FAILED']],
  [['--grep', 'n=3'], 0, ['it went on']],
  [['--grep', 'nothing of the kind'], 1, []],
  [['--since', '1s'], 1, []],
] as const)('%j ends with %i', async (args, exitCode, messages) => {
  const { logs } = openHome()
  const people = await logs(...args)
  expect(people.exitCode).toBe(exitCode)
  const lines = people.stdout.split('\n').slice(0, -1)
  expect(lines.map((text) => text.replace(/^2026-03-31 12:0\d:00 \w+ +/, '').replace(/ n=\d$/, ''))).toEqual(
    messages,
  )
  const json = await logs(...args, '--json')
  expect(
    json.stdout
      .split('\n')
      .slice(0, -1)
      .map((text) => JSON.parse(text).msg),
  ).toEqual(messages)
})

test('programs get times and levels by name', async () => {
  const { stdout } = await openHome().logs('--json', '-n', '1')
  expect(JSON.parse(stdout)).toEqual({
    schemaVersion: 1,
    time: '2026-03-31T12:03:00.000Z',
    level: 'info',
    msg: 'it went on',
    n: 3,
  })
})

test.each([
  ['--level', 'loud'],
  ['--lines', 'many'],
  ['--since', 'yesterday'],
])('%s %s is refused', async (...args) => {
  expect(await openHome().logs(...args)).toMatchObject({ exitCode: 2, stdout: '' })
})

test('where no miner has ever run, it says so with 4', async () => {
  const { exitCode, stderr } = await runInProcess(['logs', '--data-dir', 'none'], { home: temporaryFolder() })
  expect(exitCode).toBe(4)
  expect(stderr).toMatch(/^E_NO_LOG: .*--data-dir/)
})

test.each([
  ['logs', '--follow'],
  ['status', '--watch'],
])('%s %s goes on until Ctrl+C, and ends with 130', async (command, flag) => {
  const { home, add } = openHome()
  let stdout = ''
  const write = (text: string) => {
    stdout += text
  }
  const running = main([command, flag, '--data-dir', 'data'], {
    env: {},
    home,
    cwd: home,
    stdin: Readable.from([]),
    terminal: { stdout: { write }, stderr: { write: () => {}, color: false } },
  })
  const until = async (text: string) => {
    while (!stdout.includes(text)) await new Promise((resolve) => setImmediate(resolve))
  }
  await until(command === 'logs' ? 'it went on' : 'not running: ')
  if (command === 'logs') {
    add(line(4, 30, 'and on'))
    await until('and on')
  }
  process.emit('SIGINT')
  expect(await running).toBe(130)
})
