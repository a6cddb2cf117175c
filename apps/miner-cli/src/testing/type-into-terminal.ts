import { spawn, spawnSync } from 'node:child_process'
import { stripVTControlCharacters } from 'node:util'
import { onTestFinished, test } from 'vitest'
import { PTY_BRIDGE } from './pty-bridge.ts'
import { minerCommand } from './spawn-miner.ts'

/** What is typed when something has been printed since the last answer. */
export interface Answer {
  readonly see: string
  readonly type: string
  /** What happens in the world before it is typed. */
  readonly meanwhile?: () => void
}

/** What somebody at the terminal would have seen, without its control sequences. */
export interface TerminalSession {
  readonly exitCode: number | null
  readonly screen: string
}

/** Pseudo terminals come from Python's `pty`, since Node has none. */
export const hasPseudoTerminal = spawnSync('python3', ['-c', 'import pty']).status === 0
if (!hasPseudoTerminal)
  process.stderr.write('Skipped: there is no Python here to make a pseudo terminal with.\n')

/** `test`, skipped with a printed line where no terminal can be made; never with `IG_REQUIRE_PEERS=1`. */
export const terminalTest = test.skipIf(!hasPseudoTerminal && process.env.IG_REQUIRE_PEERS !== '1')

/** Runs the command line in a pseudo terminal, gives the answers in their order, and waits for its end. */
export function typeIntoTerminal(
  args: readonly string[],
  answers: readonly Answer[],
  { home }: { readonly home: string },
): Promise<TerminalSession> {
  const child = spawn('python3', ['-c', PTY_BRIDGE, ...minerCommand(args)], {
    cwd: home,
    env: { HOME: home, PATH: process.env.PATH, TERM: 'xterm', NO_COLOR: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const pending = [...answers]
  let screen = ''
  let from = 0
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += stripVTControlCharacters(text).replaceAll('\r', '')
    const [next] = pending
    if (next === undefined || !screen.includes(next.see, from)) return
    pending.shift()
    from = screen.length
    next.meanwhile?.()
    child.stdin.write(next.type)
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (exitCode) => resolve({ exitCode, screen }))
  })
}
