import type { MinuteActivity } from '../activity.ts'
import { count, milliseconds } from '../ui/format.ts'

/** Where there is room, and on a narrow screen. */
const SIZES = [
  { className: 'plot-wide', width: 1200, everyMinutes: 10 },
  { className: 'plot-narrow', width: 360, everyMinutes: 20 },
]
const LEFT = 56
const BAR = { top: 8, height: 84 }
const TIME = { top: 112, height: 56 }
const HEIGHT = 190

/** Bars of requests, with answer times below them on a scale of their own. */
export const RequestsChart = ({ minutes }: { minutes: readonly MinuteActivity[] }) => (
  <div class="plot">
    {SIZES.map((size) => (
      <Chart minutes={minutes} {...size} />
    ))}
  </div>
)

const Chart = ({
  minutes,
  className,
  width,
  everyMinutes,
}: {
  minutes: readonly MinuteActivity[]
  className: string
  width: number
  everyMinutes: number
}) => {
  const step = (width - LEFT) / minutes.length
  const most = niceTop(
    Math.max(...minutes.map(({ answered, refused, failed }) => answered + refused + failed)),
  )
  const slowest = niceTop(Math.max(...minutes.map(({ p99Ms }) => p99Ms ?? 0)))
  const x = (index: number) => LEFT + index * step
  return (
    <div class={className}>
      <svg class="chart" viewBox={`0 0 ${width} ${HEIGHT}`} role="img" aria-label={summary(minutes)}>
        <Scale right={width} top={BAR.top} height={BAR.height} label={count(most)} />
        <Scale right={width} top={TIME.top} height={TIME.height} label={milliseconds(slowest)} />
        {minutes.map((minute, index) => (
          <Bars minute={minute} x={x(index) + step / 12} width={(step * 5) / 6} most={most} />
        ))}
        {(['p50Ms', 'p99Ms'] as const).map((key) => (
          <Times
            values={minutes.map((minute) => minute[key])}
            name={key.slice(0, 3)}
            slowest={slowest}
            x={(index) => x(index + 0.5)}
          />
        ))}
        {minutes.map(({ startMs }, index) =>
          (startMs / 60_000) % everyMinutes === 0 ? (
            <text x={x(index)} y={HEIGHT - 4} text-anchor="middle">
              {new Date(startMs).toISOString().slice(11, 16)}
            </text>
          ) : null,
        )}
      </svg>
    </div>
  )
}

const Scale = ({
  right,
  top,
  height,
  label,
}: {
  right: number
  top: number
  height: number
  label: string
}) => (
  <>
    <line class="axis" x1={LEFT} x2={right} y1={top} y2={top} />
    <line class="axis" x1={LEFT} x2={right} y1={top + height} y2={top + height} />
    <text x={LEFT - 6} y={top + 4} text-anchor="end">
      {label}
    </text>
    <text x={LEFT - 6} y={top + height + 4} text-anchor="end">
      0
    </text>
  </>
)

const Bars = ({
  minute,
  x,
  width,
  most,
}: {
  minute: MinuteActivity
  x: number
  width: number
  most: number
}) => {
  let below = 0
  return (
    <>
      {(['answered', 'refused', 'failed'] as const).map((kind) => {
        const height = (minute[kind] / most) * BAR.height
        below += height
        const y = BAR.top + BAR.height - below
        return height > 0 ? (
          <rect class={kind} x={fine(x)} y={fine(y)} width={fine(width)} height={fine(height)} />
        ) : null
      })}
    </>
  )
}

/** A line that is broken where there is no value; a value alone is a dot. */
const Times = ({
  values,
  name,
  slowest,
  x,
}: {
  values: readonly (number | null)[]
  name: string
  slowest: number
  x: (index: number) => number
}) => {
  const y = (value: number) => TIME.top + TIME.height * (1 - value / slowest)
  const path = values
    .map((value, index) => {
      if (value === null) return ''
      return `${values[index - 1] == null ? 'M' : 'L'}${fine(x(index))} ${fine(y(value))}`
    })
    .join('')
  const isAlone = (index: number) => values[index - 1] == null && values[index + 1] == null
  return (
    <>
      <path class={`line-${name}`} d={path} />
      {values.map((value, index) =>
        value !== null && isAlone(index) ? (
          <circle class={`dot-${name}`} cx={fine(x(index))} cy={fine(y(value))} r={2.5} />
        ) : null,
      )}
    </>
  )
}

/** The next of 1, 2, 5, 10, 20 ... above. */
function niceTop(value: number): number {
  if (value <= 0) return 1
  const power = 10 ** Math.floor(Math.log10(value))
  return ([1, 2, 5].find((one) => one * power >= value) ?? 10) * power
}

function fine(value: number): string {
  return value.toFixed(1)
}

function summary(minutes: readonly MinuteActivity[]): string {
  const answered = minutes.reduce((sum, minute) => sum + minute.answered, 0)
  const last = minutes.findLast(({ p50Ms }) => p50Ms !== null)
  const times = last
    ? `; in the last minute with an answer the median answer time was ${milliseconds(last.p50Ms ?? 0)}`
    : ''
  return `Requests by the minute: ${count(answered)} answered within the hour${times}.`
}
