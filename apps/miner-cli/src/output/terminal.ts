import { writeSync } from 'node:fs'
import { IgError } from '@ig/errors'
import type { LogTarget } from './create-log.ts'
import { plainLetters, takesUtf8 } from './plain-letters.ts'

/** The two streams of a command: stdout is data, stderr is talk. */
export interface Terminal {
  readonly stdout: {
    write(text: string): void
    readonly isTerminal?: boolean
    readonly columns?: number
    readonly rows?: number
  }
  readonly stderr: LogTarget & { readonly isTerminal?: boolean; readonly columns?: number }
}

/**
 * The process's own streams, written at once, so that nothing is lost when the process ends. A closed pipe ends
 * the process quietly, as programs in a pipeline do.
 */
export function processTerminal(env: Readonly<Record<string, string | undefined>>): Terminal {
  const color = process.stderr.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb'
  // A file and a pipe get UTF-8, whatever the terminal takes.
  const shown = (text: string, isTerminal: boolean) =>
    isTerminal && !takesUtf8(env) ? plainLetters(text) : text
  return {
    stdout: {
      write: (text) => writeAll(1, shown(text, process.stdout.isTTY === true)),
      isTerminal: process.stdout.isTTY === true,
      get columns() {
        return process.stdout.columns
      },
      get rows() {
        return process.stdout.rows
      },
    },
    stderr: {
      write: (text) => writeAll(2, shown(text, process.stderr.isTTY === true)),
      color,
      isTerminal: process.stderr.isTTY === true,
      get columns() {
        // A terminal that says 0 does not know its width.
        return process.stderr.columns || 80
      },
    },
  }
}

const RETRY_MS = 5
/** A reader of the log that takes nothing this long loses lines: the miner's answers go before them. */
const STUCK_READER_MS = 500

function writeAll(fileDescriptor: 1 | 2, text: string): void {
  let bytes = Buffer.from(text)
  let waitedMs = 0
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(fileDescriptor, bytes))
      waitedMs = 0
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'EAGAIN' && (fileDescriptor === 1 || waitedMs < STUCK_READER_MS)) {
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS)
        waitedMs += RETRY_MS
        continue
      }
      // Talk that nobody can be given (reader gone, disk full) is no reason to stop working.
      if (fileDescriptor === 2) return
      if (code === 'EPIPE') process.exit(0)
      throw new IgError({
        code: 'E_OUTPUT',
        message: 'The output cannot be written.',
        values: { reason: code },
        hint: 'Make room where it goes, or send it somewhere else. What the command did before that is done.',
        cause: error,
      })
    }
  }
}
