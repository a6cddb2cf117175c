import type { Child } from 'hono/jsx'

/** One bar of a list. */
export interface ShareBar {
  readonly label: Child
  readonly value: number
  /** What stands after the bar. */
  readonly shown: string
}

/** Amounts below each other, each as a bar beside the largest. */
export const ShareBars = ({ bars }: { bars: readonly ShareBar[] }) => {
  const max = Math.max(...bars.map(({ value }) => value), Number.MIN_VALUE)
  return (
    <ul class="bars">
      {bars.map(({ label, value, shown }) => (
        <li>
          <span>{label}</span>
          <meter min={0} max={max} value={value} aria-hidden="true" />
          <span class="amount">{shown}</span>
        </li>
      ))}
    </ul>
  )
}
