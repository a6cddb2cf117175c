import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolder } from '../process/make-folder.ts'
import { calibrationFigure } from './calibration-figure.ts'
import { costFigure } from './cost-figure.ts'
import { horizonFigure } from './horizon-figure.ts'
import { marketFigure } from './market-figure.ts'
import { PALETTE } from './page-style.ts'
import { groupsCsv, probabilitiesCsv, scoresCsv, subnetCsv } from './report-csv.ts'
import type { Figure, ReportData } from './report-data.ts'
import { reportPage } from './report-page.ts'
import { scoresFigure } from './scores-figure.ts'
import { subnetFigure } from './subnet-figure.ts'

/**
 * Writes a report into a folder: `index.html`, which needs no other file, each plot as SVG, the figures as `report.json`
 * and as CSV. The same report is the same bytes.
 *
 * @param json what `--json` prints
 */
export function writeReport(folder: string, data: ReportData, json: string): void {
  makeFolder(folder)
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text, { mode: 0o600 })
  const figures = figuresOf(data)
  for (const { name, panels } of figures) {
    for (const [index, { wide }] of panels.entries()) {
      write(`${name}${index === 0 ? '' : `-${index + 1}`}.svg`, standalone(wide))
    }
  }
  write('scores.csv', scoresCsv(data.report))
  write('groups.csv', groupsCsv(data.report))
  write('subnet.csv', subnetCsv(data.report))
  write('probabilities.csv', probabilitiesCsv(data.contest))
  write('report.json', json)
  write('index.html', reportPage(data, figures))
}

/** The plots that the rows allow, in the order in which they are read. */
export function figuresOf(data: ReportData): Figure[] {
  return [
    scoresFigure(data),
    calibrationFigure(data),
    horizonFigure(data),
    marketFigure(data),
    costFigure(data),
    subnetFigure(data),
  ].filter((figure) => figure !== null)
}

/** A plot by itself brings its own colours. */
function standalone(svg: string): string {
  const style = `<style>${PALETTE}\nsvg { color: var(--ink); background: var(--page); }</style>`
  return `${svg.replace(/^<svg [^>]*>/, (tag) => `${tag}${style}`)}\n`
}
