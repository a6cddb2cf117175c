import type { MinerStatusJson } from '../../miner/miner-status-json.ts'
import { durationText } from '../../output/duration-text.ts'
import type { MinuteActivity } from '../activity.ts'
import { count, milliseconds, percent, usd } from '../ui/format.ts'
import { Stat, Stats, type Tone } from '../ui/panel.tsx'

/** Validators score by intervals of four hours. */
const INTERVAL_MS = 4 * 3_600_000
const LOW_COVERAGE = 0.9
const NEARLY_SPENT = 0.8

/** What an operator looks at first. */
export const FiguresPanel = ({
  status,
  minutes,
  nowMs,
}: {
  status: MinerStatusJson
  minutes: readonly MinuteActivity[]
  nowMs: number
}) => {
  const { events, interval, spend, validators } = status
  const { answeredShare } = interval
  const startedMs = Date.parse(interval.startedAt)
  const spentShare = spend.capUsd > 0 ? spend.todayUsd / spend.capUsd : 0
  const lastQueryMs = Math.max(...validators.map(({ lastQueryAt }) => Date.parse(lastQueryAt)))
  return (
    <section id="figures" class="panel wide" data-live aria-label="Figures">
      <Stats>
        <Stat
          label="Last query"
          value={validators.length === 0 ? 'none yet' : `${durationText(nowMs - lastQueryMs)} ago`}
          note={`${count(validators.length)} ${validators.length === 1 ? 'validator' : 'validators'} in all`}
        />
        <Stat
          label="Coverage of this interval"
          value={percent(answeredShare, 0)}
          tone={coverageTone(answeredShare, events.live)}
          note={
            <>
              <meter
                min={0}
                max={1}
                value={answeredShare ?? 0}
                low={LOW_COVERAGE / 2}
                high={LOW_COVERAGE}
                optimum={1}
                aria-label="Coverage of this interval"
              />
              {hourOf(startedMs)}–{hourOf(startedMs + INTERVAL_MS)} UTC,{' '}
              {durationText(startedMs + INTERVAL_MS - nowMs)} left
            </>
          }
        />
        <Stat label="Answer time" value={medianTime(minutes)} note={slowTime(minutes)} />
        <Stat
          label="Live events"
          value={count(events.live)}
          note={`${count(events.forecast)} with a forecast`}
        />
        <Stat
          label="Queue"
          value={
            <>
              {count(events.due)} <small>due</small>
            </>
          }
          note={`${count(events.inFlight)} being forecast`}
        />
        <Stat
          label="Spent today"
          value={
            <>
              {usd(spend.todayUsd)} <small>of {usd(spend.capUsd)}</small>
            </>
          }
          tone={spentShare >= 1 ? 'bad' : spentShare >= NEARLY_SPENT ? 'warn' : 'plain'}
          note={
            <>
              <meter
                min={0}
                max={1}
                value={Math.min(1, spentShare)}
                low={NEARLY_SPENT}
                high={0.999}
                optimum={0}
                aria-label="Spent today of the cap"
              />
              resets at 00:00 UTC
            </>
          }
        />
      </Stats>
    </section>
  )
}

function coverageTone(share: number | null, live: number): Tone {
  return live > 0 && share !== null && share < LOW_COVERAGE ? 'warn' : 'plain'
}

/** Of the last minute with an answer. */
function lastAnswered(minutes: readonly MinuteActivity[]): MinuteActivity | undefined {
  return minutes.findLast(({ p50Ms }) => p50Ms !== null)
}

function medianTime(minutes: readonly MinuteActivity[]): string {
  const p50Ms = lastAnswered(minutes)?.p50Ms
  return p50Ms == null ? '–' : milliseconds(p50Ms)
}

function slowTime(minutes: readonly MinuteActivity[]): string {
  const p99Ms = lastAnswered(minutes)?.p99Ms
  return p99Ms == null ? 'nothing answered within the hour' : `median; 99 % within ${milliseconds(p99Ms)}`
}

function hourOf(ms: number): string {
  return new Date(ms).toISOString().slice(11, 16)
}
