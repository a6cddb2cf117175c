import * as Plot from '@observablehq/plot'
import { drawPlot } from './draw-plot.ts'
import { colorOf, drawnMethods, type Figure, legendOf, NARROW, type ReportData, WIDE } from './report-data.ts'

/** What a forecast costs against what it is worth; null where nothing is known to have cost anything. */
export function costFigure(data: ReportData): Figure | null {
  const { methods } = data.report
  const points = [...new Set([...drawnMethods(data), 'baseRate'])].flatMap((name) => {
    const score = methods[name]
    if (!score || score.costUsdPerForecast === null) return []
    return [{ name, cost: score.costUsdPerForecast, brier: score.brier, ...score.brierInterval }]
  })
  if (!points.some(({ cost }) => cost > 0)) return null
  const most = Math.max(...points.map(({ cost }) => cost))
  const draw = (width: number) =>
    drawPlot({
      label: 'Brier score against cost',
      width,
      height: width === WIDE ? 340 : 320,
      marginLeft: 52,
      marginRight: 24,
      marginTop: 30,
      marginBottom: 44,
      x: {
        domain: [0, most * 1.08],
        ticks: width === WIDE ? 6 : 3,
        label: 'US dollars a forecast',
        labelAnchor: 'center',
        labelArrow: 'none',
        grid: true,
      },
      y: { label: 'Brier score (lower is better)', grid: true, nice: true },
      marks: [
        ...points.flatMap((point, place) => {
          const color = colorOf(point.name, data)
          // What costs the same stands side by side.
          const dx = points.slice(0, place).filter(({ cost }) => cost === point.cost).length * 9
          return [
            Plot.ruleX([point], { x: 'cost', y1: 'low', y2: 'high', strokeWidth: 2, stroke: color, dx }),
            Plot.dot([point], {
              x: 'cost',
              y: 'brier',
              r: 5.5,
              fill: color,
              stroke: 'var(--page)',
              dx,
              title: ({ name, cost, brier }: typeof point) =>
                `${name}: ${brier.toFixed(4)} for ${cost.toFixed(5)} USD a forecast`,
            }),
          ]
        }),
      ],
    }).svg
  return {
    name: 'cost',
    title: 'Cost against score',
    caption:
      'Down and to the left is better. Costs are those of models and news when they were asked; the price and the base rate cost nothing. Bars are 95 % intervals by bootstrap over questions.',
    legend: legendOf(
      points.map(({ name }) => name),
      data,
    ),
    panels: [{ heading: null, wide: draw(WIDE), narrow: draw(NARROW) }],
  }
}
