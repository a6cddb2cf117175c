import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { calibrationSvg } from './calibration-svg.ts'
import type { Judgement } from './judge-methods.ts'
import { judgementText } from './judgement-text.ts'
import type { QuestionForecast } from './run-questions.ts'

/** Writes `report.json`, `calibration.svg` and `index.html` into a folder that exists. */
export function writeReport(
  folder: string,
  report: Judgement & Readonly<Record<string, unknown>>,
  forecasts: readonly QuestionForecast[],
): void {
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text, { mode: 0o600 })
  const svg = calibrationSvg(
    forecasts.map(({ row, forecast }) => ({ probability: forecast.probability, outcome: row.outcome })),
  )
  write('report.json', `${JSON.stringify({ schemaVersion: 1, ...report })}\n`)
  write('calibration.svg', svg)
  write('index.html', page(svg, judgementText(report)))
}

function page(svg: string, text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Backtest</title>
<body style="font-family: sans-serif; max-width: 50rem; margin: 2rem auto"><h1>Backtest</h1>
${svg}<pre>${escaped}</pre></body></html>\n`
}
