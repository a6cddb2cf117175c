import type { SpendOfEvent } from '@ig/miner'
import { shorten } from '../events/event-words.tsx'
import type { Page, Snapshot } from '../page.ts'
import { PlotFigure } from '../plot/figure.tsx'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { count, percent, usd } from '../ui/format.ts'
import { Empty, PageHead, Panel, Stat, Stats } from '../ui/panel.tsx'
import { type DaySpend, paceOfToday, type Share, sharesOf, spendOfDays } from './spend-view.ts'

const DAYS = 30
const DEAREST = 20

/** What the miner spent, on what, with whom, and how far that is from its cap. */
export const spendPage: Page = {
  path: '/spend',
  title: 'Spend',
  nav: true,
  refreshMs: 10_000,
  async render({ reader, snapshot, nowMs }) {
    if (reader === null) return <NothingSpent />
    const { rows, events } = reader.together(() => ({
      rows: reader.spendByDay(nowMs, DAYS),
      events: reader.spendByEvent(nowMs, { days: DAYS, limit: DEAREST }),
    }))
    const days = spendOfDays(rows, { nowMs, days: DAYS, providerOf: providerIn(snapshot) })
    const capUsd = snapshot?.status.spend.capUsd ?? null
    const roles = sharesOf(days, 'byRole')
    return (
      <>
        <PageHead
          title="Spend"
          lead="What models and news were paid. Days are UTC; a call counts at its worst case until it is settled."
        />
        <SpendStats days={days} capUsd={capUsd} nowMs={nowMs} />
        {rows.length === 0 ? (
          <Empty title={`Nothing was spent in the last ${DAYS} days`}>
            Answers by the market and by priors cost nothing; a model costs money once one is set up.
          </Empty>
        ) : (
          <>
            <ByDay days={days} roles={roles.map(({ name }) => name)} capUsd={capUsd} />
            <Panel id="by-role" title="By role" note={`last ${DAYS} days`}>
              <DataTable caption="Money by role" columns={shareColumns('Role')} rows={roles} />
            </Panel>
            <Panel id="by-provider" title="By provider" note={`last ${DAYS} days`}>
              <DataTable
                caption="Money by provider"
                columns={shareColumns('Provider')}
                rows={sharesOf(days, 'byProvider')}
              />
            </Panel>
            <Panel
              id="dearest"
              title="By event"
              note={`the ${DEAREST} dearest of the last ${DAYS} days`}
              wide
            >
              <DataTable caption="Money by event, the dearest first" columns={EVENT_COLUMNS} rows={events} />
            </Panel>
          </>
        )}
      </>
    )
  },
}

/** Who serves a model, as far as the running miner says; else the model's own name. */
function providerIn(snapshot: Snapshot | null): (model: string) => string {
  const providers = snapshot?.status.spend.providerOfModel ?? {}
  return (model) => (Object.hasOwn(providers, model) ? (providers[model] ?? model) : model)
}

const NothingSpent = () => (
  <>
    <PageHead title="Spend" />
    <Empty title="Nothing is stored yet">The miner makes its store when it starts.</Empty>
  </>
)

const SpendStats = ({
  days,
  capUsd,
  nowMs,
}: {
  days: readonly DaySpend[]
  capUsd: number | null
  nowMs: number
}) => {
  const today = days.at(-1)
  const todayUsd = today?.usd ?? 0
  const all = days.reduce((sum, one) => sum + one.usd, 0)
  const calls = days.reduce((sum, one) => sum + one.calls, 0)
  const pace = paceOfToday(todayUsd, nowMs)
  return (
    <Panel id="spend-now" title="Now" wide>
      <Stats>
        <Stat
          label="Today"
          value={usd(todayUsd)}
          note={
            capUsd === null ? (
              'no miner is running: its cap is not known'
            ) : (
              <>
                <meter
                  value={Math.min(1, capUsd === 0 ? 1 : todayUsd / capUsd)}
                  min={0}
                  max={1}
                  low={0.8}
                  high={0.999}
                  optimum={0}
                  aria-label="Share of today’s cap"
                />
                {capUsd === 0 ? 'the cap is 0' : `${percent(todayUsd / capUsd)} of the cap of ${usd(capUsd)}`}
              </>
            )
          }
          tone={toneOf(todayUsd, capUsd)}
        />
        <Stat label="By midnight UTC" value={pace === null ? '–' : usd(pace)} note={paceNote(pace, capUsd)} />
        <Stat label="Not settled yet" value={usd(today?.openUsd ?? 0)} note="of today, at its worst case" />
        <Stat
          label={`Last ${DAYS} days`}
          value={usd(all)}
          note={`${count(calls)} calls, ${usd(all / DAYS)} a day`}
        />
      </Stats>
    </Panel>
  )
}

function toneOf(todayUsd: number, capUsd: number | null) {
  if (capUsd === null || todayUsd < capUsd * 0.8) return 'plain'
  return todayUsd >= capUsd ? 'bad' : 'warn'
}

function paceNote(pace: number | null, capUsd: number | null): string {
  if (pace === null) return 'too early in the day to tell'
  if (capUsd === null || pace <= capUsd) return 'at today’s pace'
  return `at today’s pace; the cap stops it at ${usd(capUsd)}, then the market and priors answer`
}

const ByDay = async ({
  days,
  roles,
  capUsd,
}: {
  days: readonly DaySpend[]
  roles: readonly string[]
  capUsd: number | null
}) => {
  const { roleColors, spendPlot } = await import('./spend-plot.ts')
  return (
    <Panel id="by-day" title="By day" wide>
      <PlotFigure plot={spendPlot(days, roles, capUsd)} keys={roleColors(roles)}>
        {capUsd === null ? null : `The dashed line is the cap of ${usd(capUsd)} a day, where it is near.`}
      </PlotFigure>
      <details>
        <summary>The same as a table</summary>
        <DataTable
          caption="Money by day, the newest first"
          columns={DAY_COLUMNS}
          rows={days.toReversed().filter(({ calls }) => calls > 0)}
        />
      </details>
    </Panel>
  )
}

const DAY_COLUMNS: readonly Column<DaySpend>[] = [
  { head: 'Day, UTC', kind: 'text', cell: ({ day }) => <time datetime={day}>{day}</time> },
  { head: 'Spent', cell: (one) => usd(one.usd) },
  { head: 'Calls', cell: ({ calls }) => count(calls) },
  { head: 'Not settled', minor: true, cell: ({ openUsd }) => (openUsd === 0 ? '–' : usd(openUsd)) },
  {
    head: 'By role',
    kind: 'text',
    minor: true,
    cell: ({ byRole }) =>
      Object.entries(byRole)
        .toSorted(([, a], [, b]) => b - a)
        .map(([role, spent]) => `${shorten(role, 40)} ${usd(spent)}`)
        .join(', '),
  },
]

function shareColumns(head: string): Column<Share>[] {
  return [
    { head, kind: 'text', cell: ({ name }) => shorten(name, 80) },
    { head: 'Today', cell: ({ todayUsd }) => usd(todayUsd) },
    { head: `${DAYS} days`, cell: (one) => usd(one.usd) },
    { head: 'Share', cell: ({ share }) => percent(share) },
  ]
}

const EVENT_COLUMNS: readonly Column<SpendOfEvent>[] = [
  {
    head: 'Event',
    kind: 'text',
    cell: ({ id, key, description }) =>
      id === null ? (
        key === null ? (
          'no event'
        ) : (
          shorten(key, 80)
        )
      ) : (
        <a href={`/events/${id}`}>{shorten(description ?? key ?? '')}</a>
      ),
  },
  { head: 'Calls', cell: ({ calls }) => count(calls) },
  { head: 'Spent', cell: (one) => usd(one.usd) },
]
