import * as Plot from '@observablehq/plot'
import { reliabilityDiagram } from '../../report/calibration-figure.ts'
import { drawPlot } from '../../report/draw-plot.ts'
import { forBothWidths, type PagePlot, timeTicks, withoutStyles } from '../plot/page-plot.ts'
import type { JudgedMoment } from './judge-decided.ts'
import type { PeriodScore } from './score-periods.ts'

export const OUR_COLOR = 'var(--c1)'
export const MARKET_COLOR = 'var(--c2)'

/** What was said against what came true, ours and the market's; the second is null where no price is known. */
export function reliabilityPlots(moments: readonly JudgedMoment[]): {
  readonly ours: string
  readonly market: string | null
} {
  const draw = (name: string, color: string, probabilityOf: (moment: JudgedMoment) => number | null) =>
    withoutStyles(reliabilityDiagram({ name, probabilities: moments.map(probabilityOf) }, moments, color))
  const hasPrice = moments.some(({ price }) => price !== null)
  return {
    ours: draw('the miner', OUR_COLOR, ({ probability }) => probability),
    market: hasPrice ? draw('the market', MARKET_COLOR, ({ price }) => price) : null,
  }
}

/** A score by when events were resolved, ours and the market's; null where there is but one period. */
export function scorePlot(periods: readonly PeriodScore[], score: 'brier' | 'log'): PagePlot | null {
  const [first, second] = periods
  const last = periods.at(-1)
  if (first === undefined || second === undefined || last === undefined) return null
  const ours = periods.map((one) => pointOf(one, one[score]))
  const market = periods.flatMap((one) => {
    const value = score === 'brier' ? one.priceBrier : one.priceLog
    return value === null ? [] : [pointOf(one, value)]
  })
  const label = score === 'brier' ? 'Brier score (lower is better)' : 'log score (higher is better)'
  return forBothWidths((width, isNarrow) =>
    drawPlot({
      label: `${label} by when events were resolved`,
      width,
      height: 230,
      marginLeft: 48,
      marginRight: 16,
      marginTop: 28,
      marginBottom: 34,
      x: {
        type: 'utc',
        label: null,
        ticks: isNarrow ? 4 : 8,
        tickFormat: timeTicks(first.startMs, last.endMs + 3 * (last.endMs - last.startMs)),
      },
      y: { label, grid: true, nice: true, ticks: 5 },
      marks: [...marksOf(market, MARKET_COLOR, 1.5), ...marksOf(ours, OUR_COLOR, 2.5)],
    }),
  )
}

interface Point {
  readonly at: Date
  readonly value: number
  readonly events: number
}

function pointOf({ startMs, endMs, events }: PeriodScore, value: number): Point {
  return { at: new Date((startMs + endMs) / 2), value, events }
}

function marksOf(points: readonly Point[], color: string, strokeWidth: number) {
  return [
    Plot.line(points, { x: 'at', y: 'value', stroke: color, strokeWidth }),
    Plot.dot(points, {
      x: 'at',
      y: 'value',
      r: 3,
      fill: color,
      stroke: 'var(--page)',
      title: ({ at, value, events }: Point) =>
        `${value.toFixed(4)} over ${events} events, around ${at.toISOString().slice(0, 10)}`,
    }),
  ]
}
