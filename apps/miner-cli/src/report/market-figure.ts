import * as Plot from '@observablehq/plot'
import { drawPlot } from './draw-plot.ts'
import { signed } from './format.ts'
import { differencesByQuestion, type QuestionDifference } from './question-differences.ts'
import { type Figure, NARROW, type ReportData, WIDE } from './report-data.ts'

/** Beyond so many a bar would be thinner than can be seen, or pointed at. */
const MOST_BARS = 700

/** How much better or worse than the market each question was forecast; null without a market. */
export function marketFigure(data: ReportData): Figure | null {
  const { market, subjects, differences } = data.report
  if (market === null) return null
  const panels = subjects.flatMap((name) => {
    const questions = differencesByQuestion(name, market, data.contest)
    const overall = differences[name]?.[market]
    if (questions.length === 0 || !overall) return []
    const svg = (width: number) => draw(questions, overall.mean, { name, market, width })
    return [{ heading: `${name} against ${market}`, wide: svg(WIDE), narrow: svg(NARROW) }]
  })
  if (panels.length === 0) return null
  return {
    name: 'market-difference',
    title: 'Difference to the market, question by question',
    caption: `Brier score less that of ${market}, the mean of each question's forecasts, in order. Below zero the forecast was better than the price. The dashed line is the mean over all forecasts.`,
    legend: [
      { label: 'better than the market', color: 'var(--good)' },
      { label: 'worse', color: 'var(--bad)' },
    ],
    panels,
  }
}

function draw(
  questions: readonly QuestionDifference[],
  mean: number,
  { name, market, width }: { readonly name: string; readonly market: string; readonly width: number },
): string {
  const bars = questions.map((one, index) => ({ ...one, from: index, to: index + 1 }))
  const better = bars.filter(({ difference }) => difference < 0)
  const worse = bars.filter(({ difference }) => difference >= 0)
  const inset = bars.length < width / 4 ? 0.5 : 0
  const title = ({ question, difference, n }: QuestionDifference) =>
    `${shorten(question)}\n${signed(difference, 4)} in ${n === 1 ? 'one forecast' : `the mean of ${n} forecasts`}`
  const marksOf = (some: typeof bars, fill: string) =>
    bars.length > MOST_BARS
      ? Plot.areaY(some, { x: 'from', y: 'difference', fill, curve: 'step-after' })
      : Plot.rectY(some, {
          x1: 'from',
          x2: 'to',
          y1: 0,
          y2: 'difference',
          fill,
          insetLeft: inset,
          insetRight: inset,
          title,
        })
  return drawPlot({
    label: `Brier score of ${name} less that of ${market}, by question`,
    width,
    height: width === WIDE ? 280 : 250,
    marginLeft: 52,
    marginRight: 14,
    marginTop: 28,
    marginBottom: 44,
    x: {
      domain: [0, bars.length],
      ticks: width === WIDE ? 8 : 4,
      label: 'questions, from the most gained to the most lost',
      labelAnchor: 'center',
      labelArrow: 'none',
    },
    y: {
      label: 'difference of Brier scores',
      grid: true,
      nice: true,
      tickFormat: (value: number) => signed(value, 2),
    },
    marks: [
      marksOf(better, 'var(--good)'),
      marksOf(worse, 'var(--bad)'),
      Plot.ruleY([0]),
      Plot.ruleY([mean], { stroke: 'currentColor', strokeDasharray: '5 4', strokeWidth: 1.5 }),
    ],
  }).svg
}

const MOST_LETTERS = 160

function shorten(text: string): string {
  return text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS - 1)}…` : text
}
