import * as Plot from '@observablehq/plot'
import { parseHTML } from 'linkedom'

/** A drawing in SVG, and how large it is meant to be. */
export interface Drawing {
  readonly svg: string
  readonly width: number
  readonly height: number
}

const { document } = parseHTML('<!doctype html><html><body></body></html>')

/** Numbers in SVG beyond a hundredth of a pixel are noise. */
const FINE_DIGITS = /(\d\.\d\d)\d+/g

/** Draws a plot by Observable Plot on the server; `label` is what a screen reader says of it. */
export function drawPlot(
  options: Plot.PlotOptions & { readonly width: number; readonly height: number; readonly label: string },
): Drawing {
  const { label, width, height, ...rest } = options
  const plot = Plot.plot({
    ...rest,
    width,
    height,
    document: document as unknown as NonNullable<Plot.PlotOptions['document']>,
    ariaLabel: label,
    style: { fontSize: '12px', overflow: 'visible' },
  })
  const svg = (plot as unknown as { readonly outerHTML: string }).outerHTML
    .replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" role="img" ')
    .replaceAll(/<[^>]+>/g, (tag) => tag.replaceAll(FINE_DIGITS, '$1'))
  return { svg, width, height }
}

/** Drawings below each other as one. */
export function stack(drawings: readonly Drawing[], label: string): Drawing {
  const width = Math.max(...drawings.map((one) => one.width))
  const height = drawings.reduce((sum, one) => sum + one.height, 0)
  let top = 0
  const parts = drawings.map((one) => {
    const part = one.svg.replace('<svg ', `<svg y="${top}" `)
    top += one.height
    return part
  })
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${label.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')}"`,
    ` viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" fill="currentColor">`,
    ...parts,
    '</svg>',
  ].join('')
  return { svg, width, height }
}
