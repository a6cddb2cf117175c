import type { ValidatorRow } from '@ig/miner'
import type { Page } from '../page.ts'
import { DataTable } from '../ui/data-table.tsx'
import { count, milliseconds } from '../ui/format.ts'
import { Badge, Empty, PageHead, Panel } from '../ui/panel.tsx'
import { Ago } from '../ui/time.tsx'

const SHOWN = 500

/** Who asks, how often, and how fast each is answered. */
export const validatorsPage: Page = {
  path: '/validators',
  title: 'Validators',
  nav: true,
  refreshMs: 5_000,
  render({ reader, nowMs }) {
    const rows = reader?.validators(nowMs, { limit: SHOWN }) ?? []
    const ofLastDay = rows.filter(({ answersLastDay }) => answersLastDay > 0)
    return (
      <>
        <PageHead
          title="Validators"
          lead="Everyone whose signed queries were answered, the last first. Times are this miner's own, without the network."
        />
        <Panel
          id="validators"
          title="Who asks"
          wide
          note={
            rows.length === 0
              ? undefined
              : `${count(ofLastDay.length)} within the last 24 hours, ${count(rows.length)}${rows.length === SHOWN ? ' or more' : ''} in all`
          }
        >
          {rows.length === 0 ? (
            <Empty title="No validator has asked yet">
              On a chain the first query comes some minutes after the axon is announced. If none comes,{' '}
              <code>pnpm miner doctor</code> finds out why.
            </Empty>
          ) : (
            <ValidatorTable rows={rows} nowMs={nowMs} />
          )}
        </Panel>
      </>
    )
  },
}

const ValidatorTable = ({ rows, nowMs }: { rows: readonly ValidatorRow[]; nowMs: number }) => (
  <DataTable
    caption="Validators and how they are answered"
    rows={rows}
    columns={[
      {
        head: 'Hotkey',
        kind: 'text',
        cell: ({ hotkey }) => (
          <code class="key" title={hotkey}>
            {hotkey}
          </code>
        ),
      },
      { head: 'Last query', cell: ({ lastQueryAtMs }) => <Ago atMs={lastQueryAtMs} nowMs={nowMs} /> },
      { head: 'Answers, 24 h', cell: ({ answersLastDay }) => count(answersLastDay) },
      { head: 'Answers in all', cell: ({ answers }) => count(answers), minor: true },
      { head: 'Median time', cell: ({ p50Ms }) => (p50Ms === null ? '–' : milliseconds(p50Ms)) },
      { head: '95 % within', cell: ({ p95Ms }) => (p95Ms === null ? '–' : milliseconds(p95Ms)), minor: true },
      {
        head: 'Paid forecasts',
        minor: true,
        cell: ({ mayPay }) => (mayPay ? <Badge tone="good">yes</Badge> : <Badge>no</Badge>),
      },
    ]}
  />
)
