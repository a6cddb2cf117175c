import * as Plot from '@observablehq/plot'
import { type CalibrationPoint, calibrationPoints } from '../backtest/calibration-points.ts'
import type { ContestRow, Entry } from '../backtest/contest.ts'
import { type Drawing, drawPlot, stack } from './draw-plot.ts'
import { colorOf, drawnMethods, type Figure, type ReportData } from './report-data.ts'

const SIZE = 344
const COUNTS_HEIGHT = 110
const MARGINS = { marginLeft: 48, marginRight: 14 }
/** Room for the labels of 0 and 1 at the ends of an axis. */
const UNIT = { domain: [0, 1], ticks: 5 }

/** Reliability diagrams: what was said against what came true, and below it how often what was said. */
export function calibrationFigure(data: ReportData): Figure | null {
  const { contest } = data
  const entries = drawnMethods(data).flatMap(
    (name) => contest.entries.find((entry) => entry.name === name) ?? [],
  )
  if (entries.length === 0) return null
  return {
    name: 'calibration',
    title: 'Calibration',
    caption:
      'Forecasts in groups of equal size, ten at most, by what was said. On the dashed line as much came true as was said; above it forecasts were too low. Bars are 95 % intervals (Wilson) in which forecasts of one question count once. Below: how many forecasts said what.',
    legend: [],
    panels: entries.map((entry) => {
      const { svg } = reliabilityDiagram(entry, contest.rows, colorOf(entry.name, data))
      return { heading: entry.name, wide: svg, narrow: svg }
    }),
  }
}

/** One reliability diagram; `color` as SVG takes it. */
export function reliabilityDiagram(
  entry: Pick<Entry, 'name' | 'probabilities'>,
  rows: readonly Pick<ContestRow, 'question' | 'outcome'>[],
  color: string,
): Drawing {
  const points = calibrationPoints(entry, rows)
  const label = `What ${entry.name} said against what came true`
  const title = ({ said, came, low, high, count, questions }: CalibrationPoint) =>
    `said ${said.toFixed(3)}, came true ${came.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)}): ${count} forecasts of ${questions} questions`
  const top = drawPlot({
    label,
    width: SIZE,
    height: SIZE,
    ...MARGINS,
    marginTop: 28,
    marginBottom: 40,
    grid: true,
    x: { ...UNIT, label: 'probability said' },
    y: { ...UNIT, label: 'share that came true' },
    marks: [
      Plot.line(
        [
          [0, 0],
          [1, 1],
        ],
        { stroke: 'currentColor', strokeOpacity: 0.6, strokeDasharray: '4 4' },
      ),
      Plot.ruleX(points, { x: 'said', y1: 'low', y2: 'high', stroke: color, strokeWidth: 2 }),
      Plot.line(points, { x: 'said', y: 'came', stroke: color, strokeOpacity: 0.45 }),
      Plot.dot(points, { x: 'said', y: 'came', r: 4.5, fill: color, stroke: 'var(--page)', title }),
    ],
  })
  const counts = drawPlot({
    label: `How many forecasts of ${entry.name} said what`,
    width: SIZE,
    height: COUNTS_HEIGHT,
    ...MARGINS,
    marginTop: 24,
    marginBottom: 24,
    x: { ...UNIT, label: null },
    y: { grid: true, ticks: 3, label: 'forecasts', tickFormat: '~s' },
    marks: [
      Plot.rectY(histogram(entry), {
        x1: 'from',
        x2: 'to',
        y: 'count',
        fill: color,
        fillOpacity: 0.7,
        insetLeft: 0.5,
        insetRight: 0.5,
        title: ({ from, to, count }: Bar) => `${from.toFixed(2)} to ${to.toFixed(2)}: ${count} forecasts`,
      }),
      Plot.ruleY([0]),
    ],
  })
  return stack([top, counts], label)
}

interface Bar {
  readonly from: number
  readonly to: number
  readonly count: number
}

const BARS = 20

function histogram({ probabilities }: Pick<Entry, 'probabilities'>): Bar[] {
  const counts = new Array<number>(BARS).fill(0)
  for (const probability of probabilities) {
    if (probability === null) continue
    const bar = Math.min(BARS - 1, Math.floor(probability * BARS))
    counts[bar] = (counts[bar] ?? 0) + 1
  }
  return counts.map((count, bar) => ({ from: bar / BARS, to: (bar + 1) / BARS, count }))
}
