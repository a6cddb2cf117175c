import { interrupted } from './ask-on-terminal.ts'

/** Long work that may be told to end. */
export type RunInterruptibly<T> = (signal: AbortSignal) => Promise<T>

const FRAMES = ['◒', '◐', '◓', '◑']
const FRAME_MS = 80
const ERASE_LINE = '\r\u001b[2K'

/**
 * Runs under a spinner that is gone afterwards. clack's own is not used: it ends the process with code 0 on
 * Ctrl+C.
 */
export async function runWithSpinner<T>(
  text: string,
  run: RunInterruptibly<T>,
  stream: { write(text: string): void; readonly columns?: number } | null,
): Promise<T> {
  const stopped = new AbortController()
  const interruption = new Promise<never>((_, reject) => {
    stopped.signal.addEventListener('abort', () => reject(interrupted(text)))
  })
  const stop = () => stopped.abort()
  process.once('SIGINT', stop)
  let frame = 0
  const draw = () => {
    const line = `${FRAMES[frame++ % FRAMES.length]}  ${text}`.slice(0, (stream?.columns ?? 80) - 1)
    stream?.write(`${ERASE_LINE}${line}`)
  }
  draw()
  const timer = setInterval(draw, FRAME_MS)
  try {
    return await Promise.race([run(stopped.signal), interruption])
  } finally {
    clearInterval(timer)
    process.off('SIGINT', stop)
    stream?.write(ERASE_LINE)
  }
}
