import * as Plot from '@observablehq/plot'
import type { GroupScores } from '../backtest/judge-contest.ts'
import { drawPlot } from './draw-plot.ts'
import { colorOf, drawnMethods, type Figure, legendOf, NARROW, type ReportData, WIDE } from './report-data.ts'

const SHORT: Readonly<Record<string, string>> = {
  'under 1 day': '< 1 d',
  '1 to 7 days': '1–7 d',
  '7 to 30 days': '7–30 d',
  '30 to 90 days': '30–90 d',
  '90 to 365 days': '90–365 d',
  'over a year': '> 1 y',
}

/** Scores from long before the cutoff to shortly before it; null where the rows do not tell when they were made. */
export function horizonFigure(data: ReportData): Figure | null {
  const { horizon, dateIndex } = data.report.breakdowns
  const groups = (horizon?.toReversed() ?? dateIndex ?? []).filter(({ value }) => value !== 'not said')
  if (groups.length === 0) return null
  const names = drawnMethods(data)
  const axis = horizon ? 'time left to the cutoff' : 'date of the forecast, the earliest first'
  const svg = (width: number) => draw(groups, names, data, { width, axis })
  return {
    name: 'time-to-cutoff',
    title: 'Score over time to cutoff',
    caption:
      'Mean Brier scores of forecasts made so long before the cutoff, with 95 % intervals by bootstrap over questions. Each group holds other questions: compare methods within a group, not groups.',
    legend: legendOf(names, data),
    panels: [{ heading: null, wide: svg(WIDE), narrow: svg(NARROW) }],
  }
}

function draw(
  groups: readonly GroupScores[],
  names: readonly string[],
  data: ReportData,
  { width, axis }: { readonly width: number; readonly axis: string },
): string {
  const labels = groups.map(({ value }) => SHORT[value] ?? value)
  const gap = width === WIDE ? 9 : 6
  // Labels of five groups would run into each other.
  const isTight = width < WIDE && labels.length > 4
  const marks = names.flatMap((name, place) => {
    const points = groups.flatMap(({ value, methods }, index) => {
      const score = methods[name]
      return score?.brierInterval ? [{ x: labels[index], value, ...score, ...score.brierInterval }] : []
    })
    const stroke = colorOf(name, data)
    const dx = (place - (names.length - 1) / 2) * gap
    const title = ({ value, brier, low, high, n }: (typeof points)[number]) =>
      `${name}, ${value}: ${brier.toFixed(4)} (${low.toFixed(4)} to ${high.toFixed(4)}), ${n} forecasts`
    return [
      Plot.line(points, { x: 'x', y: 'brier', stroke, strokeWidth: 2, strokeOpacity: 0.6, dx }),
      Plot.ruleX(points, { x: 'x', y1: 'low', y2: 'high', stroke, strokeWidth: 1.5, dx }),
      Plot.dot(points, { x: 'x', y: 'brier', r: 4, fill: stroke, stroke: 'var(--page)', dx, title }),
    ]
  })
  return drawPlot({
    label: 'Brier score over time to cutoff',
    width,
    height: width === WIDE ? 340 : 300,
    marginLeft: 50,
    marginRight: 14,
    marginTop: 30,
    marginBottom: isTight ? 66 : 46,
    x: {
      type: 'point',
      domain: labels,
      label: axis,
      tickRotate: isTight ? -35 : 0,
      labelAnchor: 'center',
      labelArrow: 'none',
      padding: 0.5,
    },
    y: { label: 'Brier score (lower is better)', grid: true, zero: true, nice: true },
    marks: [Plot.ruleY([0]), ...marks],
  }).svg
}
