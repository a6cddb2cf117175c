import type { MinerStatusJson } from '../../miner/miner-status-json.ts'
import { DataTable } from '../ui/data-table.tsx'
import { count } from '../ui/format.ts'
import { Badge, Panel } from '../ui/panel.tsx'
import { Ago } from '../ui/time.tsx'

type Provider = MinerStatusJson['providers'][number]

/** Other people's services that forecasts are made from: those that are down first. */
export const ServicesPanel = ({ providers, nowMs }: { providers: readonly Provider[]; nowMs: number }) => (
  <Panel id="services" title="Services" note={downText(providers)}>
    <DataTable
      caption="Services that forecasts are made from"
      rows={providers.toSorted((a, b) => Number(b.down) - Number(a.down))}
      columns={[
        {
          head: 'Service',
          kind: 'text',
          cell: ({ name, kind }) => (
            <>
              {name} <span class="note">{kind}</span>
            </>
          ),
        },
        { head: 'Last answer', cell: (one) => lastAnswer(one, nowMs) },
        { head: 'Failures', cell: ({ failures }) => count(failures), minor: true },
        {
          head: 'State',
          cell: ({ down, lastCode }) =>
            down ? <Badge tone="bad">{lastCode ?? 'down'}</Badge> : <Badge tone="good">up</Badge>,
        },
      ]}
    />
  </Panel>
)

function downText(providers: readonly Provider[]): string {
  const down = providers.filter((one) => one.down).length
  return down === 0 ? 'all are up' : `${down} of ${providers.length} down`
}

function lastAnswer({ lastSuccessAt }: Provider, nowMs: number) {
  return lastSuccessAt === null ? 'none yet' : <Ago atMs={Date.parse(lastSuccessAt)} nowMs={nowMs} />
}
