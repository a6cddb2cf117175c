import { type Readable, Writable } from 'node:stream'
import { IgError } from '@ig/errors'
import type { Terminal } from '../output/terminal.ts'

type Clack = typeof import('@clack/prompts')

/** Where a question is drawn, read from and broken off. */
interface PromptStreams {
  readonly input: Readable
  readonly output: Writable
  readonly signal: AbortSignal
}

/** Draws a question with clack. */
export type DrawQuestion<T> = (clack: Clack, streams: PromptStreams) => Promise<T | Clack['CANCEL_SYMBOL']>

/** Asks one question and gives its answer; throws `E_INTERRUPTED` where there is none. */
export async function askOnTerminal<T>(
  message: string,
  draw: DrawQuestion<T>,
  { terminal, stdin }: { readonly terminal: Terminal; readonly stdin: Readable },
): Promise<T> {
  const clack = await import('@clack/prompts')
  const ended = new AbortController()
  // clack waits for ever for an input that has ended, so both of its ends are watched here: the stream's, and
  // Ctrl+D, which closes only the line editor. Later, since the editor is still at work on that key.
  const end = () => setImmediate(() => ended.abort())
  const onKey = (_text: unknown, key?: { readonly ctrl?: boolean; readonly name?: string }) => {
    if (key?.ctrl === true && key.name === 'd') end()
  }
  stdin.once('end', end).on('keypress', onKey)
  try {
    const answer = await draw(clack, { input: stdin, output: screen(terminal), signal: ended.signal })
    if (!clack.isCancel(answer)) return answer
  } finally {
    stdin.off('end', end).off('keypress', onKey)
  }
  throw interrupted(message)
}

/** What is thrown when somebody does not want to go on. */
export function interrupted(what: string): IgError {
  return new IgError({
    code: 'E_INTERRUPTED',
    message: 'Stopped before the end.',
    values: { at: what },
  })
}

/** The terminal's stderr as the stream that clack writes to. */
function screen({ stderr }: Terminal): Writable {
  const stream = new Writable({
    write: (chunk, _encoding, written) => {
      stderr.write(String(chunk))
      written()
    },
  })
  return Object.assign(stream, { isTTY: true, columns: stderr.columns ?? 80 })
}
