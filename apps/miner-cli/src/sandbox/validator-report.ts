import type { PolledEvent } from './record-poll.ts'
import type { ResolvedEvent } from './score-resolved.ts'
import type { ScoreSums } from './validator-state.ts'

/** What the local validator tells the miner's process after each poll. */
export interface PollReport {
  readonly kind: 'poll'
  readonly poll: number
  readonly askedAtMs: number
  readonly durationMs: number
  readonly statusCode: number | null
  readonly statusMessage: string | null
  readonly events: readonly PolledEvent[]
}

/** What it tells when events have resolved. */
export interface ResolutionReport {
  readonly kind: 'resolved'
  readonly events: readonly ResolvedEvent[]
  readonly total: { readonly resolved: number; readonly brier: ScoreSums; readonly peer: ScoreSums }
}

/** What it tells of a fault of its own, such as a full disk. */
export interface FailureReport {
  readonly kind: 'failed'
  readonly message: string
}

export type ValidatorReport = PollReport | ResolutionReport | FailureReport

const SHOWN_EVENTS = 6
const QUESTION_WIDTH = 68

/** One sentence and a few lines that show a poll to a person. */
export function pollText(report: PollReport): { readonly msg: string; readonly lines: string[] } {
  const answered = report.events.filter(({ probability }) => probability !== null).length
  const msg =
    report.statusCode === 200
      ? `poll ${report.poll}: the local validator asked about ${report.events.length} events, the miner answered ${answered} in ${report.durationMs.toFixed(0)} ms`
      : `poll ${report.poll}: the local validator got no answer (${report.statusCode ?? 'no status'}: ${report.statusMessage ?? ''})`
  const shown = someOf(report.events).map(({ event, probability, market }) => {
    const minutesLeft = (event.cutoffMs - report.askedAtMs) / 60_000
    return `${cell(event.description)}  ${price(probability)}  ${price(market)}  ${timeLeft(minutesLeft)}`
  })
  const more = report.events.length - shown.length
  return {
    msg,
    lines: [
      `${'question'.padEnd(QUESTION_WIDTH)}  miner  market  closes in`,
      ...shown,
      ...(more > 0 ? [`... and ${more} more`] : []),
    ],
  }
}

/** The score so far: the miner's beside the market's and that of one who always says 0.5. */
export function resolutionText(report: ResolutionReport): { readonly msg: string; readonly lines: string[] } {
  const { resolved, brier, peer } = report.total
  const row = (name: string, { miner, market, half }: ScoreSums) =>
    `${name.padEnd(34)}  ${[miner, market, half].map((sum) => (sum / resolved).toFixed(3).padStart(7)).join('  ')}`
  const outcomes = report.events.map(
    ({ description, outcome, probability }) =>
      `${outcome === 1 ? 'YES' : 'NO '}  ${cell(description)}  miner ${probability.miner.toFixed(2)}  market ${probability.market.toFixed(2)}`,
  )
  return {
    msg: `${report.events.length} resolved, score over ${resolved} resolved events`,
    lines: [
      ...outcomes,
      `${''.padEnd(34)}    miner   market  always 0.5`,
      row('Brier score (lower is better)', brier),
      row('peer score (higher is better)', peer),
    ],
  }
}

/** From the one that closes first to the one that closes last. */
function someOf(events: readonly PolledEvent[]): readonly PolledEvent[] {
  const byCutoff = [...events].sort((a, b) => a.event.cutoffMs - b.event.cutoffMs)
  const step = Math.max(1, (byCutoff.length - 1) / (SHOWN_EVENTS - 1))
  return byCutoff.filter((_, index) => index === Math.round(step * Math.round(index / step)))
}

/** The question without the note that says it is invented, which would hide it. */
function cell(description: string): string {
  const text = description.replace(/^\[[^\]]*\]\s*/, '')
  return text.length > QUESTION_WIDTH
    ? `${text.slice(0, QUESTION_WIDTH - 3)}...`
    : text.padEnd(QUESTION_WIDTH)
}

function price(probability: number | null): string {
  return (probability === null ? '-' : probability.toFixed(3)).padStart(5)
}

function timeLeft(minutes: number): string {
  if (minutes < 1) return `${Math.max(0, Math.round(minutes * 60))} s`
  return minutes < 90 ? `${Math.round(minutes)} min` : `${(minutes / 60).toFixed(1)} h`
}
