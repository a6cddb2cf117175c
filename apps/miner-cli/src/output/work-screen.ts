import { Writable } from 'node:stream'
import type { Terminal } from './terminal.ts'

/** Says how far a work is: `12 of 40 questions`. */
export type Report = (progress: string) => void

/** Where long work shows that it goes on. */
export interface WorkScreen {
  /** True where it is shown: on a terminal. Elsewhere a line now and then is for whoever does the work. */
  readonly isShown: boolean
  /** Where other lines go meanwhile, so that they stand above it. */
  readonly above: Terminal['stderr']
  /** Runs a work, with a line about it on a terminal that is gone afterwards. */
  show<T>(title: string, run: (report: Report) => Promise<T>): Promise<T>
}

/** What is over sooner needs no line, and no library for it. */
const SHOW_AFTER_MS = 120
const SHOW_CURSOR = '\u001b[?25h'
const LINE_UP = '\u001b[1A\r\u001b[2K'

/** Shows one work at a time, by listr2, on stderr. */
export function createWorkScreen(stderr: Terminal['stderr']): WorkScreen {
  if (stderr.isTerminal !== true) {
    return { isShown: false, above: stderr, show: (_title, run) => run(() => {}) }
  }
  let isDrawn = false
  const above = {
    ...stderr,
    get columns() {
      return stderr.columns ?? 80
    },
    // The line is drawn anew at its next turn, where the empty one stands.
    write: (text: string) => stderr.write(isDrawn ? `${LINE_UP}${text}\n` : text),
  }
  return {
    isShown: true,
    above,
    async show(title, run) {
      let progress = ''
      let retitle = () => {}
      const working = run((text) => {
        progress = `: ${text}`
        retitle()
      })
      const over = working.then(
        () => true,
        () => true,
      )
      const { promise: shown, resolve } = Promise.withResolvers<boolean>()
      const timer = setTimeout(resolve, SHOW_AFTER_MS, false)
      const isOver = await Promise.race([over, shown])
      clearTimeout(timer)
      if (isOver) return working
      const { DefaultRenderer, Listr, ListrLogger, ProcessOutput } = await import('listr2')
      // listr2 asks whether stdout is a terminal, and this goes to stderr.
      class StderrRenderer extends DefaultRenderer {
        static override readonly nonTTY = true as never
      }
      const output = screenStream(stderr, (drawn) => {
        isDrawn = drawn
      })
      const list = new Listr(
        [
          {
            title,
            task: async (_context, task) => {
              retitle = () => {
                task.title = `${title}${progress}`
              }
              retitle()
              await over
            },
          },
        ],
        {
          renderer: StderrRenderer,
          rendererOptions: {
            clearOutput: true,
            formatOutput: 'truncate',
            logger: new ListrLogger({
              useIcons: true,
              toStderr: [],
              processOutput: new ProcessOutput(output, output),
            }),
          },
          // It would end the process by itself.
          registerSignalListeners: false,
        },
      )
      // listr2 hides the cursor; a process that ends at once would leave it so.
      const showCursor = () => stderr.write(SHOW_CURSOR)
      process.once('exit', showCursor)
      try {
        await list.run()
      } finally {
        process.off('exit', showCursor)
        isDrawn = false
      }
      return working
    },
  }
}

/** The terminal's stderr as the stream that listr2 draws on; `onDraw` is told whether a line stands on it. */
function screenStream(stderr: Terminal['stderr'], onDraw: (isDrawn: boolean) => void): NodeJS.WriteStream {
  const stream = new Writable({
    write(chunk, _encoding, written) {
      const text = String(chunk)
      onDraw(text.includes('\n'))
      stderr.write(text)
      written()
    },
  })
  return Object.assign(stream, {
    isTTY: true,
    columns: stderr.columns ?? 80,
    rows: 24,
  }) as unknown as NodeJS.WriteStream
}
