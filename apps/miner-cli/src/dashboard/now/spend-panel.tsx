import type { MinerStatusJson } from '../../miner/miner-status-json.ts'
import { count, percent, usd } from '../ui/format.ts'
import { Panel } from '../ui/panel.tsx'
import { ShareBars } from '../ui/share-bars.tsx'

/** What answers rest on, and what today's forecasts cost. */
export const SpendPanel = ({ status: { events, spend, forecaster } }: { status: MinerStatusJson }) => {
  const { model, market, prior } = events.byBasis
  const all = Math.max(1, model + market + prior)
  const share = (value: number) => `${count(value)} (${percent(value / all, 0)})`
  const roles = Object.entries(spend.byRole).toSorted(([, a], [, b]) => b - a)
  return (
    <Panel id="basis" title="What forecasts rest on" note={`forecaster: ${forecaster}`}>
      <ShareBars
        bars={[
          { label: 'model', value: model, shown: share(model) },
          { label: 'market price', value: market, shown: share(market) },
          { label: 'prior', value: prior, shown: share(prior) },
        ]}
      />
      {roles.length === 0 ? null : (
        <>
          <h3 class="apart">Spent today</h3>
          <ShareBars bars={roles.map(([label, value]) => ({ label, value, shown: usd(value) }))} />
        </>
      )}
    </Panel>
  )
}
