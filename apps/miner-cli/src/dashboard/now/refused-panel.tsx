import type { MinerStatusJson } from '../../miner/miner-status-json.ts'
import { count } from '../ui/format.ts'
import { Empty, Panel } from '../ui/panel.tsx'
import { ShareBars } from '../ui/share-bars.tsx'

const SHOWN = 8

/** Requests that were turned away since the start, by reason. */
export const RefusedPanel = ({ status: { policy, requests } }: { status: MinerStatusJson }) => {
  const reasons = Object.entries(policy.refused).toSorted(([, a], [, b]) => b - a)
  return (
    <Panel id="refused" title="Turned away" note={`of ${count(requests.total)} requests since the start`}>
      {reasons.length === 0 ? (
        <Empty title="Nobody has been turned away" />
      ) : (
        <ShareBars
          bars={reasons.slice(0, SHOWN).map(([label, value]) => ({ label, value, shown: count(value) }))}
        />
      )}
    </Panel>
  )
}
