import type { Basis, EventRow, EventState } from '@ig/miner'
import { Badge, type Tone } from '../ui/panel.tsx'
import { Ago, Until } from '../ui/time.tsx'

const LONGEST_TITLE = 180

/** A question short enough for a line or two. */
export function shorten(text: string, most = LONGEST_TITLE): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length > most ? `${line.slice(0, most - 1).trimEnd()}…` : line || '(no text)'
}

/** A probability as people read it: `62.0 %`. */
export function chance(probability: number | null): string {
  return probability === null ? '–' : `${(probability * 100).toFixed(1)} %`
}

const STATE_TONES: Readonly<Record<EventState, Tone>> = { live: 'good', ended: 'warn', resolved: 'plain' }

/** What has become of an event. */
export function stateWords({ state, outcome }: Pick<EventRow, 'state' | 'outcome'>): string {
  return state === 'resolved' ? `resolved ${outcome === 1 ? 'yes' : 'no'}` : state
}

/** The same as a badge. */
export const StateBadge = ({ event }: { event: Pick<EventRow, 'state' | 'outcome'> }) => (
  <Badge tone={STATE_TONES[event.state]}>{stateWords(event)}</Badge>
)

export const BASIS_WORDS: Readonly<Record<Basis, string>> = {
  model: 'model',
  market: 'market',
  prior: 'prior',
}

/** When an event ends, or ended. */
export const Cutoff = ({ cutoffMs, nowMs }: { cutoffMs: number | null; nowMs: number }) => {
  if (cutoffMs === null) return <>none</>
  // Beyond what a date can be.
  if (Math.abs(cutoffMs) > 8.64e15) return <>never</>
  return cutoffMs > nowMs ? <Until atMs={cutoffMs} nowMs={nowMs} /> : <Ago atMs={cutoffMs} nowMs={nowMs} />
}
