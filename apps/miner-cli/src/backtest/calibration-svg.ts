import type { ResolvedForecast } from '@ig/scoring'

const SIZE = 400
const MARGIN = 40
const BINS = 10

/** How often what was forecast came true, over bins of equal mass; on the diagonal forecasts keep their word. */
export function calibrationSvg(forecasts: readonly ResolvedForecast[]): string {
  const sorted = forecasts.toSorted((a, b) => a.probability - b.probability)
  const bins = Math.min(BINS, sorted.length)
  const points = Array.from({ length: bins }, (_, bin) =>
    sorted.slice(Math.round((bin * sorted.length) / bins), Math.round(((bin + 1) * sorted.length) / bins)),
  ).map((part) => ({
    said: mean(part.map(({ probability }) => probability)),
    came: mean(part.map(({ outcome }) => outcome)),
    count: part.length,
  }))
  const at = (share: number) => (MARGIN + share * SIZE).toFixed(1)
  const up = (share: number) => (MARGIN + (1 - share) * SIZE).toFixed(1)
  const whole = SIZE + 2 * MARGIN
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${whole} ${whole}" width="${whole}" height="${whole}" font-family="sans-serif" font-size="12">`,
    `<rect x="${MARGIN}" y="${MARGIN}" width="${SIZE}" height="${SIZE}" fill="none" stroke="#999"/>`,
    `<line x1="${at(0)}" y1="${up(0)}" x2="${at(1)}" y2="${up(1)}" stroke="#999" stroke-dasharray="4"/>`,
    ...points.map(
      ({ said, came, count }) =>
        `<circle cx="${at(said)}" cy="${up(came)}" r="5" fill="#06c"><title>${said.toFixed(3)} said, ${came.toFixed(3)} came true, ${count} forecasts</title></circle>`,
    ),
    ...[0, 0.5, 1].map(
      (tick) =>
        `<text x="${at(tick)}" y="${whole - 20}" text-anchor="middle">${tick}</text><text x="30" y="${up(tick)}" text-anchor="end">${tick}</text>`,
    ),
    `<text x="${whole / 2}" y="${whole - 4}" text-anchor="middle">said</text><text x="${MARGIN}" y="24">came true</text>`,
    '</svg>',
    '',
  ].join('\n')
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
