import type { Generation } from '@ig/scoring'
import * as Plot from '@observablehq/plot'
import type { SubnetScore, SubnetScores } from '../backtest/subnet-scores.ts'
import { drawPlot } from './draw-plot.ts'
import { colorOf, type Figure, NARROW, type ReportData } from './report-data.ts'
import { GENERATION_TITLES } from './report-tables.ts'

const ROW_HEIGHT = 30

/** What share of the emission each method would have earned, by each generation's rules; null without a market. */
export function subnetFigure(data: ReportData): Figure | null {
  const { subnet } = data.report
  if (subnet === null) return null
  const { seasons, eventsPerSeason, forecasters, field } = subnet
  const others = field.map(({ name, count }) => `${count} ${name}`).join(', ')
  const generations = Object.entries(subnet.generations) as [
    Generation,
    Readonly<Record<string, SubnetScore>>,
  ][]
  return {
    name: 'subnet',
    title: 'On a simulated subnet',
    caption: `Share of the emission that a miner with these forecasts earns among ${forecasters - 1} simple forecasters (${others}), in ${seasons} seasons of ${eventsPerSeason} questions drawn with replacement. Dots are means, bars the 5th to the 95th percentile of the seasons, the dashed line an even share. The experts of the field are nearer to the outcome than the price by construction.`,
    legend: [],
    panels: generations.map(([generation, methods]) => {
      const svg = draw(generation, methods, subnet, data)
      return { heading: GENERATION_TITLES[generation], wide: svg, narrow: svg }
    }),
  }
}

function draw(
  generation: Generation,
  methods: Readonly<Record<string, SubnetScore>>,
  { forecasters }: SubnetScores,
  data: ReportData,
): string {
  const points = Object.entries(methods).map(([name, { share, rank }]) => ({
    name,
    rank: rank.mean,
    mean: share.mean * 100,
    low: share.low * 100,
    high: share.high * 100,
  }))
  const even = 100 / forecasters
  return drawPlot({
    label: `Share of the emission by the rules of the generation ${generation}`,
    width: NARROW,
    height: points.length * ROW_HEIGHT + 56,
    marginLeft: 130,
    marginRight: 16,
    marginTop: 8,
    marginBottom: 40,
    x: {
      domain: [0, Math.max(even * 1.5, ...points.map(({ high }) => high)) * 1.05],
      label: 'share of the emission, %',
      grid: true,
      ticks: 4,
    },
    y: { domain: points.map(({ name }) => name), label: null, tickSize: 0, tickFormat: short },
    marks: [
      Plot.ruleX([even], { strokeDasharray: '4 4', strokeOpacity: 0.7 }),
      Plot.ruleY(points, {
        y: 'name',
        x1: 'low',
        x2: 'high',
        strokeWidth: 2.5,
        stroke: ({ name }: { name: string }) => colorOf(name, data),
      }),
      Plot.dot(points, {
        y: 'name',
        x: 'mean',
        r: 5,
        fill: ({ name }: { name: string }) => colorOf(name, data),
        stroke: 'var(--page)',
        title: ({ name, mean, low, high, rank }: (typeof points)[number]) =>
          `${name}: ${mean.toFixed(2)} % (${low.toFixed(2)} to ${high.toFixed(2)}), rank ${rank.toFixed(1)} of ${forecasters} on average`,
      }),
    ],
  }).svg
}

const MOST_LETTERS = 18

function short(name: string): string {
  return name.length > MOST_LETTERS ? `${name.slice(0, MOST_LETTERS - 1)}…` : name
}
