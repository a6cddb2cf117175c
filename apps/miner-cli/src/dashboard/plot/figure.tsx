import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { PagePlot } from './page-plot.ts'

/** A plot with what there is to say of it; `colors` names what the classes `key-…` stand for. */
export const PlotFigure = ({
  plot,
  keys = [],
  children,
}: {
  plot: PagePlot
  keys?: readonly { readonly label: string; readonly color: string }[]
  children?: Child
}) => (
  <figure class="plot">
    {keys.length > 0 ? (
      <ul class="plot-keys">
        {keys.map(({ label, color }) => (
          <li>
            <PlotKey color={color} />
            {label}
          </li>
        ))}
      </ul>
    ) : null}
    <div class="plot-wide">{raw(plot.wide)}</div>
    <div class="plot-narrow">{raw(plot.narrow)}</div>
    {children ? <figcaption class="note">{children}</figcaption> : null}
  </figure>
)

/** A patch of colour, drawn since a page may not style by attributes. */
const PlotKey = ({ color }: { color: string }) => (
  <svg class="plot-key" viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
    <rect width="10" height="10" rx="2" fill={color} />
  </svg>
)
