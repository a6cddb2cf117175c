import type { MinuteActivity } from '../activity.ts'
import { count, milliseconds, percent } from '../ui/format.ts'
import { Empty, Panel } from '../ui/panel.tsx'
import { RequestsChart } from './requests-chart.tsx'

/** Requests and answer times of the last hour. */
export const RequestsPanel = ({ minutes }: { minutes: readonly MinuteActivity[] }) => {
  const sum = (key: 'answered' | 'refused' | 'failed') => minutes.reduce((total, one) => total + one[key], 0)
  const [answered, refused, failed] = [sum('answered'), sum('refused'), sum('failed')]
  const total = answered + refused + failed
  const slowest = Math.max(0, ...minutes.map(({ p99Ms }) => p99Ms ?? 0))
  return (
    <Panel
      id="requests"
      title="Requests of the last hour"
      wide
      note={
        total === 0
          ? undefined
          : [
              `${count(answered)} answered`,
              ...(refused > 0 ? [`${count(refused)} refused`] : []),
              ...(failed > 0 ? [`${count(failed)} failed (${percent(failed / total)})`] : []),
            ].join(', ')
      }
    >
      {total === 0 ? (
        <Empty title="Nobody has asked within the last hour">
          Validators ask every few minutes. If none does, <code>pnpm miner doctor</code> finds out why.
        </Empty>
      ) : (
        <>
          <RequestsChart minutes={minutes} />
          <ul class="legend">
            <li class="s-answered">answered a minute</li>
            {refused > 0 ? <li class="s-refused">refused</li> : null}
            {failed > 0 ? <li class="s-failed">failed</li> : null}
            <li class="s-p50">median answer time</li>
            <li class="s-p99">99 % within, at most {milliseconds(slowest)}</li>
          </ul>
        </>
      )}
    </Panel>
  )
}
