import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openOutFolder } from '../process/open-out-folder.ts'
import { calibrationFigure } from './calibration-figure.ts'
import { costFigure } from './cost-figure.ts'
import { horizonFigure } from './horizon-figure.ts'
import { escapeHtml } from './html.ts'
import { marketFigure } from './market-figure.ts'
import { PALETTE } from './page-style.ts'
import { groupsCsv, probabilitiesCsv, scoresCsv, subnetCsv } from './report-csv.ts'
import type { Figure, ReportData } from './report-data.ts'
import { reportPage } from './report-page.ts'
import { scoresFigure } from './scores-figure.ts'
import { subnetFigure } from './subnet-figure.ts'

const PLOT_FILE = /^(scores|calibration|time-to-cutoff|market-difference|cost|subnet)(-\d+)?\.svg$/

/**
 * Writes a report into a folder: `index.html`, which needs no other file, each plot as SVG, the figures as `report.json`
 * and as CSV. The same report is the same bytes.
 *
 * @param json what `--json` prints
 * @throws IgError E_OUT where the folder cannot be written
 */
export function writeReport(folder: string, data: ReportData, json: string): void {
  openOutFolder(folder)
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text, { mode: 0o600 })
  const figures = figuresOf(data)
  // Plots of an earlier report, which may have had more of them, would pass for this one's.
  for (const name of readdirSync(folder)) if (PLOT_FILE.test(name)) rmSync(join(folder, name))
  for (const { name, panels, legend } of figures) {
    for (const [index, { wide }] of panels.entries()) {
      write(`${name}${index === 0 ? '' : `-${index + 1}`}.svg`, standalone(wide, legend))
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

const LEGEND_HEIGHT = 24
/** Of an average letter at 12 px. */
const LETTER = 7

/** A plot by itself brings its own colours, and says below what they mean. */
function standalone(svg: string, legend: Figure['legend']): string {
  const [, width = '0', height = '0'] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? []
  let left = 8
  const items = legend.map(({ label, color }) => {
    const item = `<rect x="${left}" y="6" width="10" height="10" style="fill: ${color}"/><text x="${left + 15}" y="15">${escapeHtml(label)}</text>`
    left += 30 + label.length * LETTER
    return item
  })
  const total = Number(height) + (items.length > 0 ? LEGEND_HEIGHT : 0)
  const size = `viewBox="0 0 ${width} ${total}" width="${width}" height="${total}"`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} fill="currentColor" font-family="system-ui, sans-serif" font-size="12">`,
    `<style>${PALETTE}\nsvg { color: var(--ink); background: var(--page); }</style>`,
    svg,
    `<g transform="translate(0, ${height})">${items.join('')}</g>`,
    '</svg>\n',
  ].join('')
}
