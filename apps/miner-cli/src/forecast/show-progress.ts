import type { OnStage, StageEvent } from '@ig/forecaster'
import type { Logger } from '../output/create-log.ts'
import type { Terminal } from '../output/terminal.ts'

type StageName = StageEvent['stage']

/** Shows how far a forecast is. */
export interface Progress {
  readonly onStage: OnStage
  /** Takes the moving line away. */
  end(): void
}

/** The stages that take time, in words. */
const WORDS: Readonly<Partial<Record<StageName, string>>> = {
  market: 'the market',
  queries: 'what to search for',
  news: 'news',
  rate: 'what matters of them',
  summarise: 'notes on articles',
  outside: 'the base rate',
  reason: 'reasoning',
  supervise: 'a last word',
}

const FRAMES = ['◒', '◐', '◓', '◑']
const FRAME_MS = 120
const ERASE_LINE = '\r\u001b[2K'

/** Where to log while a line moves: above it. */
export function aboveProgress(stderr: Terminal['stderr']): Terminal['stderr'] {
  if (stderr.isTerminal !== true) return stderr
  return { ...stderr, write: (text) => stderr.write(`${ERASE_LINE}${text}`) }
}

/**
 * On a terminal a line for each stage and one that moves; elsewhere a line of the log for each stage, for programs
 * that read the JSON at level debug only. A stage that has nothing to do is not told.
 */
export function showProgress(
  stderr: Terminal['stderr'],
  { log, json }: { readonly log: Logger; readonly json: boolean },
): Progress {
  if (stderr.isTerminal === true) return onTerminal(stderr)
  const level = json ? 'debug' : 'info'
  const startedMs = new Map<StageName, number>()
  return {
    onStage({ stage, status, elapsedMs, added, ...counts }) {
      if (status === 'started') startedMs.set(stage, elapsedMs)
      const tookMs = elapsedMs - (startedMs.get(stage) ?? elapsedMs)
      if (status === 'started' || WORDS[stage] === undefined || !added) return
      log[level]({ ...countsOf(stage, counts), seconds: Number((tookMs / 1000).toFixed(1)) }, WORDS[stage])
    },
    end: () => {},
  }
}

function onTerminal(stderr: Terminal['stderr']): Progress {
  const running = new Map<StageName, number>()
  let frame = 0
  function draw(): void {
    const words = [...running.keys()].map((stage) => WORDS[stage]).join(', ')
    const line = `${FRAMES[frame++ % FRAMES.length]}  ${words} ...`.slice(0, (stderr.columns ?? 80) - 1)
    stderr.write(`${ERASE_LINE}${running.size > 0 ? line : ''}`)
  }
  const timer = setInterval(draw, FRAME_MS)
  return {
    onStage({ stage, status, elapsedMs, added, ...counts }) {
      const words = WORDS[stage]
      if (words === undefined) return
      if (status === 'started') running.set(stage, elapsedMs)
      else {
        const tookMs = elapsedMs - (running.get(stage) ?? elapsedMs)
        running.delete(stage)
        const found = Object.entries(countsOf(stage, counts)).map(([what, count]) => `${count} ${what}`)
        const seconds = (tookMs / 1000).toFixed(1).padStart(6)
        const line = `   ${words.padEnd(24)}${found.join(', ').padEnd(14)}${seconds} s\n`
        if (added) stderr.write(ERASE_LINE + line)
      }
      draw()
    },
    end() {
      clearInterval(timer)
      stderr.write(ERASE_LINE)
    },
  }
}

/** What a stage has made more of. */
function countsOf(
  stage: StageName,
  { queries, articles, samples }: Pick<StageEvent, 'queries' | 'articles' | 'samples'>,
): Readonly<Record<string, number>> {
  if (stage === 'queries') return { queries }
  if (stage === 'news' || stage === 'rate') return { articles }
  return stage === 'reason' ? { samples } : {}
}
