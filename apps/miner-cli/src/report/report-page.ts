import type { GroupScores } from '../backtest/judge-contest.ts'
import type { Facet } from '../backtest/row-facets.ts'
import { signed } from './format.ts'
import { escapeHtml, htmlTable } from './html.ts'
import { PAGE_STYLE } from './page-style.ts'
import { differencesByQuestion, type QuestionDifference } from './question-differences.ts'
import { drawnMethods, type Figure, type ReportData } from './report-data.ts'
import {
  FACET_TITLES,
  FITTED_ON,
  groupColumns,
  ranked,
  scoreColumns,
  subnetColumns,
  subnetRows,
} from './report-tables.ts'
import { verdicts } from './verdicts.ts'

const EXTREMES = 8

/** The whole report as one page that needs nothing else, no network above all. */
export function reportPage(data: ReportData, figures: readonly Figure[]): string {
  const { report, title } = data
  const { n, questions, fittedOn, bootstrap } = report
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style>${PAGE_STYLE}</style>
</head>
<body>
<main>
<header>
<h1>${escapeHtml(title)}</h1>
<p class="soft">${n} forecasts of ${questions} questions · 95 % intervals by ${bootstrap.draws} bootstraps over questions, seed ${bootstrap.seed}</p>
</header>
<ul class="verdicts">
${verdicts(report)
  .map((sentence) => `<li>${escapeHtml(sentence)}</li>`)
  .join('\n')}
</ul>
${htmlTable(ranked(report), scoreColumns(report))}
<p class="note">${escapeHtml(FITTED_ON[fittedOn ?? 'nothing'])} Brier: lower is better. Differences are on the same forecasts; below 0 the method of the row is better.</p>
${figures.map((figure) => figureHtml(figure, inWords(figure, data))).join('\n')}
${breakdowns(data)}
${notDrawn(figures)}
</main>
</body>
</html>
`
}

/** What a figure shows, as a table that can be opened. */
function inWords({ name }: Figure, data: ReportData): string {
  if (name === 'market-difference') return extremes(data)
  return name === 'subnet' ? subnetTable(data) : ''
}

const WHY_NOT: Readonly<Record<string, string>> = {
  'time-to-cutoff':
    'Score over time to cutoff: no row tells when it was made and when it was decided (asOf and cutoff).',
  'market-difference': "Difference to the market: no row has the market's price (crowd).",
  cost: 'Cost against score: nothing here is known to have cost anything.',
  subnet: "The simulated subnet: no question has the market's price at each of its times (crowd).",
}

function notDrawn(figures: readonly Figure[]): string {
  const drawn = new Set(figures.map(({ name }) => name))
  const missing = Object.entries(WHY_NOT).filter(([name]) => !drawn.has(name))
  if (missing.length === 0) return ''
  const items = missing.map(([, why]) => `<li>${escapeHtml(why)}</li>`)
  return `<section>\n<h2>Not drawn</h2>\n<ul class="soft">${items.join('')}</ul>\n</section>`
}

function figureHtml({ title, caption, legend, panels }: Figure, after: string): string {
  const items = legend.map(
    ({ label, color }) => `<li><i style="background: ${color}"></i>${escapeHtml(label)}</li>`,
  )
  const parts = panels.map(({ heading, wide, narrow }) => {
    const head = heading === null ? '' : `<h3>${escapeHtml(heading)}</h3>`
    const drawing =
      wide === narrow ? wide : `<div class="wide">${wide}</div><div class="narrow">${narrow}</div>`
    return `<div class="panel">${head}${drawing}</div>`
  })
  const isGrid = panels.every(({ wide, narrow }) => wide === narrow)
  return `<section>
<h2>${escapeHtml(title)}</h2>
<figure>
<figcaption>${escapeHtml(caption)}</figcaption>
${items.length > 0 ? `<ul class="legend">${items.join('')}</ul>` : ''}
<div class="panels${isGrid ? ' grid' : ' single'}">${parts.join('\n')}</div>
</figure>
${after}
</section>`
}

/** The questions on which most was gained and lost, in words. */
function extremes({ report, contest }: ReportData): string {
  const { market, subjects } = report
  const subject = subjects[0]
  if (market === null || subject === undefined) return ''
  const questions = differencesByQuestion(subject, market, contest)
  if (questions.length < 2) return ''
  const columns = [
    { head: 'difference', cell: ({ difference }: QuestionDifference) => signed(difference, 4) },
    { head: 'forecasts', cell: ({ n }: QuestionDifference) => String(n) },
    { head: 'question', isText: true, cell: ({ question }: QuestionDifference) => question },
  ]
  const table = (some: readonly QuestionDifference[]) => htmlTable(some, columns)
  const shown = Math.min(EXTREMES, Math.floor(questions.length / 2))
  return `<details>
<summary>The questions on which ${escapeHtml(subject)} gained and lost most against ${escapeHtml(market)}</summary>
<h3>gained</h3>
${table(questions.slice(0, shown))}
<h3>lost</h3>
${table(questions.slice(-shown).toReversed())}
</details>`
}

function subnetTable({ report: { subnet } }: ReportData): string {
  if (subnet === null) return ''
  return `<details>
<summary>Shares, ranks and scores on the simulated subnet</summary>
${htmlTable(subnetRows(subnet), subnetColumns)}
</details>`
}

function breakdowns(data: ReportData): string {
  const facets = Object.entries(data.report.breakdowns) as [Facet, readonly GroupScores[]][]
  const names = drawnMethods(data)
  return facets
    .map(
      ([facet, groups]) => `<section>
<h2>${escapeHtml(FACET_TITLES[facet])}</h2>
<p class="soft">Mean Brier scores; the difference to the market with its 95 % interval.</p>
${htmlTable(groups, groupColumns(names, data.report))}
</section>`,
    )
    .join('\n')
}
