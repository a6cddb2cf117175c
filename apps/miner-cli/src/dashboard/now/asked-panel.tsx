import type { MinerStatusJson } from '../../miner/miner-status-json.ts'
import { DataTable } from '../ui/data-table.tsx'
import { count, milliseconds, shortKey } from '../ui/format.ts'
import { Empty, Panel } from '../ui/panel.tsx'
import { Ago } from '../ui/time.tsx'

const SHOWN = 8

/** Who asked last. */
export const AskedPanel = ({ status: { validators }, nowMs }: { status: MinerStatusJson; nowMs: number }) => {
  const lastFirst = validators.toSorted((a, b) => b.lastQueryAt.localeCompare(a.lastQueryAt))
  return (
    <Panel
      id="asked"
      title="Last queries"
      note={
        validators.length > SHOWN ? (
          <a href="/validators">all {count(validators.length)} validators</a>
        ) : undefined
      }
    >
      {validators.length === 0 ? (
        <Empty title="No validator has asked yet">
          On a chain the first query comes some minutes after the axon is announced there.
        </Empty>
      ) : (
        <DataTable
          caption="Validators that asked last"
          rows={lastFirst.slice(0, SHOWN)}
          columns={[
            {
              head: 'Validator',
              kind: 'text',
              cell: ({ hotkey }) => <code title={hotkey}>{shortKey(hotkey)}</code>,
            },
            { head: 'Last query', cell: (row) => <Ago atMs={Date.parse(row.lastQueryAt)} nowMs={nowMs} /> },
            { head: 'Answers', cell: ({ answers }) => count(answers), minor: true },
            { head: 'Median time', cell: ({ p50Ms }) => milliseconds(p50Ms) },
          ]}
        />
      )}
    </Panel>
  )
}
