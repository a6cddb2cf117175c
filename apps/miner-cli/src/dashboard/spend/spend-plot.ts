import * as Plot from '@observablehq/plot'
import { drawPlot } from '../../report/draw-plot.ts'
import { forBothWidths, type PagePlot } from '../plot/page-plot.ts'
import type { DaySpend } from './spend-view.ts'

const COLORS = ['var(--c1)', 'var(--c3)', 'var(--c2)', 'var(--c4)', 'var(--c5)'] as const
const REST_COLOR = 'var(--muted)'

/** The colour of each role, the dearest first; those beyond the fifth share one. */
export function roleColors(roles: readonly string[]): { readonly label: string; readonly color: string }[] {
  return roles.map((label, index) => ({ label, color: COLORS[index] ?? REST_COLOR }))
}

/** Draws money by day and role, and the cap where it is known. */
export function spendPlot(
  days: readonly DaySpend[],
  roles: readonly string[],
  capUsd: number | null,
): PagePlot {
  const colors = new Map(roleColors(roles).map(({ label, color }) => [label, color]))
  const parts = days.flatMap(({ day, byRole }) =>
    roles.flatMap((role) => {
      const usd = byRole[role] ?? 0
      return usd > 0 ? [{ day, role, usd }] : []
    }),
  )
  const most = Math.max(0.01, ...days.map(({ usd }) => usd))
  // A cap far above all that was spent would make every bar a line.
  const shownCap = capUsd !== null && capUsd <= most * 4 ? [capUsd] : []
  return forBothWidths((width, isNarrow) => {
    const every = Math.ceil(days.length / (isNarrow ? 5 : 10))
    return drawPlot({
      label: 'Money spent by day',
      width,
      height: 230,
      marginLeft: 48,
      marginRight: 8,
      marginTop: 16,
      marginBottom: 28,
      x: {
        type: 'band',
        domain: days.map(({ day }) => day),
        label: null,
        padding: 0.2,
        ticks: days.filter((_, index) => (days.length - 1 - index) % every === 0).map(({ day }) => day),
        tickFormat: (day: string) => day.slice(5),
        tickSize: 0,
      },
      y: {
        domain: [0, Math.max(most, ...shownCap) * 1.05],
        ticks: 4,
        grid: true,
        label: null,
        tickFormat: (value: number) => `$${value.toFixed(2)}`,
      },
      marks: [
        Plot.barY(parts, {
          x: 'day',
          y: 'usd',
          fill: ({ role }: { role: string }) => colors.get(role) ?? REST_COLOR,
          title: ({ day, role, usd }: { day: string; role: string; usd: number }) =>
            `${day}, ${role}: $${usd.toFixed(4)}`,
        }),
        Plot.ruleY([0]),
        Plot.ruleY(shownCap, { stroke: 'var(--bad)', strokeDasharray: '5 4', strokeWidth: 1.5 }),
      ],
    })
  })
}
