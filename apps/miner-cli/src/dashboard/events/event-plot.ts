import type { Course, CoursePoint } from '@ig/miner'
import * as Plot from '@observablehq/plot'
import { drawPlot } from '../../report/draw-plot.ts'
import { forBothWidths, type PagePlot, timeTicks } from '../plot/page-plot.ts'

export const FORECAST_COLOR = 'var(--c1)'
export const PRICE_COLOR = 'var(--c2)'

/** Above so many points dots would hide the line. */
const MOST_DOTS = 80

interface Point {
  readonly at: Date
  readonly value: number
}

/** Draws an event's probability over time with the market's price; null where nothing is known yet. */
export function eventPlot(
  { forecasts, prices }: Course,
  {
    untilMs,
    cutoffMs,
    outcome,
  }: { readonly untilMs: number; readonly cutoffMs: number | null; readonly outcome: 0 | 1 | null },
): PagePlot | null {
  const times = [...forecasts.map(({ madeAtMs }) => madeAtMs), ...prices.map(({ atMs }) => atMs)]
  if (times.length === 0) return null
  const firstMs = Math.min(...times)
  const lastMs = Math.max(untilMs, firstMs + 60_000, ...times)
  const ours = forecasts.map(({ madeAtMs, probability }) => ({ at: new Date(madeAtMs), value: probability }))
  const market = prices.map(({ atMs, price }) => ({ at: new Date(atMs), value: price }))
  const cutoffs = cutoffMs !== null && cutoffMs >= firstMs && cutoffMs <= lastMs ? [new Date(cutoffMs)] : []

  return forBothWidths((width, isNarrow) =>
    drawPlot({
      label: "Probability over time, and the market's price",
      width,
      height: isNarrow ? 230 : 300,
      marginLeft: 52,
      marginRight: 16,
      marginTop: 16,
      marginBottom: 40,
      x: {
        type: 'utc',
        domain: [new Date(firstMs), new Date(lastMs)],
        label: null,
        ticks: isNarrow ? 3 : 7,
        tickFormat: timeTicks(firstMs, lastMs),
      },
      y: {
        domain: [0, 1],
        ticks: 5,
        grid: true,
        label: null,
        tickFormat: (value: number) => `${Math.round(value * 100)} %`,
      },
      marks: [
        Plot.ruleX(cutoffs, { stroke: 'currentColor', strokeDasharray: '4 4', strokeOpacity: 0.7 }),
        ...(outcome === null
          ? []
          : [
              Plot.dot([{ at: new Date(lastMs), value: outcome }], {
                x: 'at',
                y: 'value',
                r: 6,
                symbol: 'star',
                fill: 'currentColor',
                title: () => `resolved ${outcome === 1 ? 'yes' : 'no'}`,
              }),
            ]),
        // Each stands until the next one; the price lies above, in dashes, so that both are seen where they agree.
        Plot.line(held(ours, lastMs), {
          x: 'at',
          y: 'value',
          curve: 'step-after',
          stroke: FORECAST_COLOR,
          strokeWidth: 2.5,
        }),
        Plot.line(held(market, lastMs), {
          x: 'at',
          y: 'value',
          curve: 'step-after',
          stroke: PRICE_COLOR,
          strokeWidth: 1.5,
          strokeDasharray: '5 2',
        }),
        ...(forecasts.length > MOST_DOTS ? [] : [dots(forecasts)]),
      ],
    }),
  )
}

function dots(forecasts: readonly CoursePoint[]) {
  return Plot.dot(forecasts, {
    x: ({ madeAtMs }: CoursePoint) => new Date(madeAtMs),
    y: 'probability',
    r: 3.5,
    fill: FORECAST_COLOR,
    stroke: 'var(--page)',
    title: ({ probability, basis, madeAtMs }: CoursePoint) =>
      `${(probability * 100).toFixed(1)} % (${basis}), ${new Date(madeAtMs).toISOString()}`,
  })
}

function held(points: readonly Point[], lastMs: number): Point[] {
  const last = points.at(-1)
  return last === undefined || last.at.getTime() >= lastMs
    ? [...points]
    : [...points, { ...last, at: new Date(lastMs) }]
}
