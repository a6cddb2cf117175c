import type { MinerStatusJson } from '../../miner/miner-status-json.ts'
import { Badge } from '../ui/panel.tsx'

/** Well, or not and why. */
export const HealthPanel = ({ status: { health, reasons, axon } }: { status: MinerStatusJson }) => (
  <section
    id="health"
    class={`panel wide${health === 'ok' ? '' : ' is-degraded'}`}
    data-live
    aria-label="Health"
  >
    <div class="health">
      {health === 'ok' && axon === null ? (
        <>
          <Badge>starting</Badge>
          <p>It does not answer yet: the log says what it waits for.</p>
        </>
      ) : health === 'ok' ? (
        <>
          <Badge tone="good">well</Badge>
          <p>Validators are answered, and nothing is amiss.</p>
        </>
      ) : (
        <>
          <Badge tone="warn">degraded</Badge>
          <ul class="reasons">
            {reasons.map((reason) => (
              <li>{reason}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  </section>
)
