import { PassThrough } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'
import { main } from '../main.ts'
import { deriveKnownKey } from './known-keys.ts'
import { OFFLINE } from './run-in-process.ts'
import type { Answer } from './type-into-terminal.ts'

/** What somebody at the terminal would have seen, and what stdout got. */
export interface TypedSession {
  readonly exitCode: number
  readonly screen: string
  readonly stdout: string
}

/**
 * Runs a command in this process with somebody at its terminal, who gives the answers in their order, each once what it
 * waits for was drawn. Costs a tenth of a real pseudo terminal, which `typeIntoTerminal` makes.
 */
export async function typeInProcess(
  args: readonly string[],
  answers: readonly Answer[],
  { home, env = {} }: { readonly home: string; readonly env?: Readonly<Record<string, string>> },
): Promise<TypedSession> {
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => {} })
  const pending = [...answers]
  let screen = ''
  let stdout = ''
  let from = 0
  const show = (text: string) => {
    screen += stripVTControlCharacters(text).replaceAll('\r', '')
    const [next] = pending
    if (next === undefined || !screen.includes(next.see, from)) return
    pending.shift()
    from = screen.length
    next.meanwhile?.()
    setImmediate(() => stdin.write(next.type))
  }
  const stderr = { color: false, isTerminal: true, columns: 80, write: show }
  const exitCode = await main(args, {
    env: { HOME: home, ...OFFLINE, ...env },
    home,
    cwd: home,
    stdin,
    terminal: {
      stdout: {
        isTerminal: true,
        columns: 80,
        write: (text) => {
          stdout += text
        },
      },
      stderr,
    },
    deriveKey: deriveKnownKey,
  })
  return { exitCode, screen, stdout }
}
