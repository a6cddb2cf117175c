import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { main } from '../main.ts'
import { plainLetters, takesUtf8 } from '../output/plain-letters.ts'
import { runInProcess } from '../testing/run-in-process.ts'
import { buildMiner, minerCommand, temporaryFolder } from '../testing/spawn-miner.ts'
import { typeInProcess } from '../testing/type-in-process.ts'

// Row 51 of the faults: whatever the terminal is, there is no stack trace, and Ctrl+C ends with 130.

const STACK = /\n\s+at |node:internal/

/** Runs a command in this process on a terminal of so many columns. */
async function runOnTerminal(
  args: readonly string[],
  home: string,
  env: Record<string, string>,
  columns = 80,
) {
  let stdout = ''
  let stderr = ''
  const exitCode = await main(args, {
    env: { HOME: home, ...env },
    home,
    cwd: home,
    stdin: Object.assign(Readable.from([]), { isTTY: false }),
    terminal: {
      stdout: {
        isTerminal: true,
        columns,
        write: (text) => {
          stdout += text
        },
      },
      stderr: {
        isTerminal: true,
        columns,
        color: !env.NO_COLOR,
        write: (text) => {
          stderr += text
        },
      },
    },
  })
  return { exitCode, stdout, stderr }
}

function openHomeWithLog(lines = 2): string {
  const home = temporaryFolder()
  const logs = join(home, 'data', 'logs')
  mkdirSync(logs, { recursive: true })
  const line = JSON.stringify({ level: 40, time: 0, msg: 'a warning of some words that say something' })
  writeFileSync(join(logs, 'miner.log'), `${line}\n`.repeat(lines))
  return home
}

describe('row 51, no TTY', () => {
  test.each([
    [['wallet', 'new_coldkey', '--wallet.name', 'w'], /^E_PROMPT: .* Give .*password/i],
    [['init'], /^E_PROMPT: .*--/],
  ] as const)('%j asks nobody, and says which flag to give', async (args, expected) => {
    const { exitCode, stderr, stdout } = await runInProcess(args, { home: temporaryFolder() })
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(expected)
    expect(stdout + stderr).not.toMatch(STACK)
  })
})

describe('row 51, NO_COLOR', () => {
  const logs = ['logs', '--data-dir', 'data']

  test('takes the colours of the log away, which a terminal has otherwise', async () => {
    const home = openHomeWithLog()
    expect((await runOnTerminal(logs, home, {})).stdout).toContain('\u001b[')
    expect((await runOnTerminal(logs, home, { NO_COLOR: '1' })).stdout).not.toContain('\u001b')
    expect((await runOnTerminal(logs, home, { TERM: 'dumb' })).stdout).not.toContain('\u001b')
    expect((await runInProcess(logs, { home })).stdout).not.toContain('\u001b')
  })
})

describe('row 51, 40 columns', () => {
  test.each([['--help'], ['start', '--help'], ['export', '--help'], ['logs', '--help']])(
    'the help of %s %s has no line that is wider, unless one word is',
    async (...args) => {
      const { stdout, exitCode } = await runOnTerminal(args, temporaryFolder(), {}, 40)
      expect(exitCode).toBe(0)
      const wide = stdout.split('\n').filter((line) => line.length > 40 && line.trim().includes(' '))
      expect(wide).toEqual([])
    },
  )

  test('errors and lists come without a stack trace', async () => {
    for (const args of [['status'], ['config', 'explain'], ['wallet', 'list'], ['nonsense']]) {
      const { stdout, stderr } = await runOnTerminal(args, temporaryFolder(), {}, 40)
      expect(stripVTControlCharacters(stdout + stderr)).not.toMatch(STACK)
      expect(stdout + stderr).not.toBe('')
    }
  })
})

describe('row 51, UTF-8 off', () => {
  test.each([
    [{ LANG: 'C' }, false],
    [{ LANG: 'en_US.UTF-8', LC_ALL: 'POSIX' }, false],
    [{ LANG: 'de_DE.ISO-8859-1' }, false],
    [{ LC_CTYPE: 'C.UTF-8' }, true],
    [{ LANG: 'en_US.utf8' }, true],
    [{}, true],
  ])('%j takes UTF-8: %s', (env, expected) => {
    expect(takesUtf8(env)).toBe(expected)
  })

  test('everything is said in ASCII, and codes of the terminal stay as they are', () => {
    const text = plainLetters('\u001b[36m◆\u001b[39m  Naïve “price” ≥ 1 τ … ⠋ ✔ 日本\n│ │')
    expect(text).toBe('\u001b[36m*\u001b[39m  Naive "price" >= 1 TAO ... * v ??\n| |')
    expect(plainLetters('plain')).toBe('plain')
  })
})

describe('row 51, Ctrl+C in a prompt', () => {
  test('ends with 130, one line and nothing written', async () => {
    const home = temporaryFolder()
    const { exitCode, screen, stdout } = await typeInProcess(
      ['init'],
      [{ see: 'Which network?', type: '\u0003' }],
      { home },
    )
    expect(exitCode).toBe(130)
    expect(stdout).toBe('')
    expect(readdirSync(home)).toEqual([])
    expect(screen).not.toMatch(STACK)
  })
})

describe('row 51, EPIPE', () => {
  beforeAll(buildMiner, 120_000)

  test('a reader that has seen enough ends the command quietly', async () => {
    const home = openHomeWithLog(5_000)
    const [node = '', ...words] = minerCommand(['logs', '--data-dir', 'data', '--lines', 'all'])
    const child = spawn(node, words, { cwd: home, env: { HOME: home, PATH: process.env.PATH } })
    let stderr = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    child.stdout.once('data', () => child.stdout.destroy())
    const exitCode = await new Promise((resolve) => {
      child.on('close', resolve)
    })
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  })
})
