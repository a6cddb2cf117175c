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

const MINUTE_MS = 60_000
const DAY_MS = 1_440 * MINUTE_MS

/** What stands at the ticks of a time axis, in UTC: days, or where few are seen the time, with the day at its start. */
export function timeTicks(firstMs: number, lastMs: number) {
  const spanMs = lastMs - firstMs
  return (date: Date, index: number): string => {
    const day = date.toISOString().slice(5, 10)
    if (spanMs >= 3 * DAY_MS) return day
    const time = date.toISOString().slice(11, spanMs < 20 * MINUTE_MS ? 19 : 16)
    return index === 0 || /^00:00/.test(time) ? `${time}\n${day}` : time
  }
}
