import type { Drawing } from '../../report/draw-plot.ts'

/** A drawing for wide pages and one for telephones: text in it keeps its size. */
export interface PagePlot {
  readonly wide: string
  readonly narrow: string
}

const WIDE = 960
const NARROW = 344

/** Draws the same for both widths. */
export function forBothWidths(draw: (width: number, isNarrow: boolean) => Drawing): PagePlot {
  return { wide: withoutStyles(draw(WIDE, false)), narrow: withoutStyles(draw(NARROW, true)) }
}

/** The drawing without what a strict content security policy refuses; the page's style sheet says the same. */
export function withoutStyles({ svg }: Drawing): string {
  return svg
    .replaceAll(/<style>[^<]*<\/style>/g, '')
    .replaceAll(/<[^>]+>/g, (tag) => tag.replace(/ style="[^"]*"/, ''))
}

/** A moment on an axis: the day, and the hour where less than three days are seen; UTC. */
export function timeTicks(firstMs: number, lastMs: number): (date: Date) => string {
  const isShort = lastMs - firstMs < 3 * 86_400_000
  return (date) => {
    const text = date.toISOString()
    return isShort ? `${text.slice(5, 10)}\n${text.slice(11, 16)}` : text.slice(5, 10)
  }
}
