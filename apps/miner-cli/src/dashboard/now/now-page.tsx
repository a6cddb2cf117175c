import type { Page } from '../page.ts'
import { Empty, PageHead, Panel } from '../ui/panel.tsx'
import { AskedPanel } from './asked-panel.tsx'
import { ChainPanel } from './chain-panel.tsx'
import { FiguresPanel } from './figures-panel.tsx'
import { HealthPanel } from './health-panel.tsx'
import { MachinePanel } from './machine-panel.tsx'
import { RefusedPanel } from './refused-panel.tsx'
import { RequestsPanel } from './requests-panel.tsx'
import { ServicesPanel } from './services-panel.tsx'
import { SpendPanel } from './spend-panel.tsx'

/** Whether the miner does well now, and if not, why not. */
export const nowPage: Page = {
  path: '/',
  title: 'Now',
  nav: true,
  refreshMs: 1_000,
  render({ snapshot, nowMs }) {
    if (snapshot === null) return <NotRunning />
    const { status, minutes } = snapshot
    return (
      <>
        <PageHead title="Now" />
        <HealthPanel status={status} />
        <FiguresPanel status={status} minutes={minutes} nowMs={nowMs} />
        <RequestsPanel minutes={minutes} />
        <AskedPanel status={status} nowMs={nowMs} />
        <RefusedPanel status={status} />
        <SpendPanel status={status} />
        {status.chain === null ? null : <ChainPanel status={status} chain={status.chain} />}
        <MachinePanel status={status} nowMs={nowMs} />
        {status.providers.length === 0 ? null : <ServicesPanel providers={status.providers} nowMs={nowMs} />}
      </>
    )
  },
}

const NotRunning = () => (
  <>
    <PageHead title="Now" />
    <Panel id="not-running" title="Health" wide>
      <Empty title="No miner is running with this data folder">
        Start it with <code>pnpm miner start</code>: this page follows as soon as it runs. What it has stored
        is on the other pages.
      </Empty>
    </Panel>
  </>
)
