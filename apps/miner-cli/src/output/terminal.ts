import { writeSync } from 'node:fs'
import type { LogTarget } from './create-log.ts'

/** The two streams of a command: stdout is data, stderr is talk. */
export interface Terminal {
  readonly stdout: { write(text: string): void }
  readonly stderr: LogTarget
}

/**
 * The process's own streams, written at once, so that nothing is lost when the process ends. A closed pipe ends
 * the process quietly, as programs in a pipeline do.
 */
export function processTerminal(env: Readonly<Record<string, string | undefined>>): Terminal {
  const color = process.stderr.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb'
  return {
    stdout: { write: (text) => writeAll(1, text) },
    stderr: { write: (text) => writeAll(2, text), color },
  }
}

function writeAll(fileDescriptor: 1 | 2, text: string): void {
  let bytes = Buffer.from(text)
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(fileDescriptor, bytes))
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'EPIPE') {
        // Without a reader of stdout there is nothing left to do; without one of stderr the work goes on.
        if (fileDescriptor === 1) process.exit(0)
        return
      }
      if (code !== 'EAGAIN') throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
    }
  }
}
