import type { MinerStatusJson } from '../../miner/miner-status-json.ts'
import { durationText } from '../../output/duration-text.ts'
import { bytes } from '../ui/format.ts'
import { Panel } from '../ui/panel.tsx'

/** The process and what it stands on. */
export const MachinePanel = ({ status, nowMs }: { status: MinerStatusJson; nowMs: number }) => {
  const { axon, memory, store, disk, clock, startedAt } = status
  return (
    <Panel id="machine" title="Process">
      <dl class="facts">
        <dt>Axon</dt>
        <dd>{axon === null ? 'does not listen yet' : `${axon.ip}, port ${axon.port}`}</dd>
        <dt>Running</dt>
        <dd>
          {durationText(nowMs - Date.parse(startedAt))}, pid {status.pid}
        </dd>
        <dt>Memory</dt>
        <dd>{bytes(memory.rssBytes)}</dd>
        <dt>Store</dt>
        <dd class={store.degraded === null ? '' : 'tone-bad'}>
          {store.degraded === null ? bytes(store.bytes ?? 0) : store.degraded.reason}
          {store.pendingWrites > 0 ? `, ${store.pendingWrites} writes waiting` : ''}
        </dd>
        {disk === null ? null : (
          <>
            <dt>Disk</dt>
            <dd>
              {bytes(disk.freeBytes)} free of {bytes(disk.totalBytes)}
            </dd>
          </>
        )}
        {clock === null ? null : (
          <>
            <dt>Clock</dt>
            <dd>{clockText(clock.offsetMs)}</dd>
          </>
        )}
      </dl>
    </Panel>
  )
}

function clockText(offsetMs: number): string {
  const seconds = (Math.abs(offsetMs) / 1000).toFixed(1)
  if (Math.abs(offsetMs) < 1_000) return 'in step with others'
  return offsetMs > 0 ? `${seconds} s ahead of others` : `${seconds} s behind others`
}
