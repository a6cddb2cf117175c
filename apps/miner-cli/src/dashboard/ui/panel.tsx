import type { Child } from 'hono/jsx'

/** The head of a page: what it is, and one sentence on what is seen. */
export const PageHead = ({ title, lead, children }: { title: string; lead?: Child; children?: Child }) => (
  <header class="page-head">
    <h1>{title}</h1>
    {lead ? <p class="lead">{lead}</p> : null}
    {children}
  </header>
)

/** A titled part of a page that is kept up to date while somebody looks. `wide` takes the whole row. */
export const Panel = ({
  id,
  title,
  note,
  wide,
  children,
}: {
  id: string
  title: string
  note?: Child
  wide?: boolean
  children?: Child
}) => (
  <section class={wide ? 'panel wide' : 'panel'} id={id} data-live aria-labelledby={`${id}-title`}>
    <div class="panel-head">
      <h2 id={`${id}-title`}>{title}</h2>
      {note ? <p class="note">{note}</p> : null}
    </div>
    {children}
  </section>
)

/** Figures side by side. */
export const Stats = ({ children }: { children?: Child }) => <dl class="stats">{children}</dl>

/** How good or bad a thing is. */
export type Tone = 'good' | 'warn' | 'bad' | 'plain'

/** One figure with its name above and what there is to say of it below. */
export const Stat = ({
  label,
  value,
  note,
  tone = 'plain',
}: {
  label: string
  value: Child
  note?: Child
  tone?: Tone
}) => (
  <div class="stat">
    <dt>{label}</dt>
    <dd class={`value tone-${tone}`}>{value}</dd>
    {note ? <dd class="note">{note}</dd> : null}
  </div>
)

/** A word with a colour; the word says it all, the colour only helps. */
export const Badge = ({ tone = 'plain', children }: { tone?: Tone; children?: Child }) => (
  <span class={`badge tone-${tone}`}>{children}</span>
)

/** What stands where there is nothing yet: why, and what would change it. */
export const Empty = ({ title, children }: { title: string; children?: Child }) => (
  <div class="empty">
    <p class="empty-title">{title}</p>
    {children ? <p>{children}</p> : null}
  </div>
)
