import * as Plot from '@observablehq/plot'
import { drawPlot } from './draw-plot.ts'
import { colorOf, type Figure, NARROW, type ReportData, WIDE } from './report-data.ts'

const ROW_HEIGHT = 26
/** Of an average letter at 12 px. */
const LETTER = 6.8

/** Every method's Brier score with its interval, the best on top. */
export function scoresFigure(data: ReportData): Figure {
  const methods = Object.entries(data.report.methods)
    .map(([name, { brier, brierInterval, n }]) => ({ name, brier, ...brierInterval, n }))
    .toSorted((a, b) => a.brier - b.brier)
  const widest = Math.max(...methods.map(({ name }) => name.length))
  const draw = (width: number) =>
    drawPlot({
      label: 'Brier score of each method with its 95 % interval',
      width,
      height: methods.length * ROW_HEIGHT + 60,
      marginLeft: Math.min(width * 0.45, widest * LETTER + 12),
      marginRight: 18,
      marginTop: 10,
      marginBottom: 42,
      x: { label: 'Brier score (lower is better)', grid: true, ticks: width === WIDE ? 8 : 4, nice: true },
      y: { label: null, domain: methods.map(({ name }) => name), tickSize: 0 },
      marks: [
        Plot.ruleY(methods, {
          y: 'name',
          x1: 'low',
          x2: 'high',
          strokeWidth: 2.5,
          stroke: ({ name }: { name: string }) => colorOf(name, data),
        }),
        Plot.dot(methods, {
          y: 'name',
          x: 'brier',
          r: 5,
          fill: ({ name }: { name: string }) => colorOf(name, data),
          stroke: 'var(--page)',
          title: ({ name, brier, low, high, n }: (typeof methods)[number]) =>
            `${name}: ${brier.toFixed(5)} (${low.toFixed(4)} to ${high.toFixed(4)}), ${n} forecasts`,
        }),
      ],
    }).svg
  return {
    name: 'scores',
    title: 'Scores',
    caption:
      'Mean Brier scores with 95 % intervals by bootstrap over questions. Two intervals that overlap do not make two methods equal: the table above compares them pair by pair, on the same questions.',
    legend: [],
    panels: [{ heading: null, wide: draw(WIDE), narrow: draw(NARROW) }],
  }
}
