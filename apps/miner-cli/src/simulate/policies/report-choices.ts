import { createReportPolicy, type EventStore, REPORT_POLICY_NAMES, type ReportPolicy } from '@ig/miner'
import type { SeasonPlan } from '../season/plan-season.ts'

/** What a report policy of a season can look at. */
export interface ReportParts {
  readonly store: Pick<EventStore, 'recentOutcomes'>
  readonly clock: { nowMs(): number }
  readonly plan: SeasonPlan
}

/** One way to turn forecasts into what is sent. */
export interface ReportChoice {
  readonly name: string
  readonly doc: string
  readonly create: (parts: ReportParts) => ReportPolicy
}

const DOCS: Readonly<Record<(typeof REPORT_POLICY_NAMES)[number], string>> = {
  honest: 'the forecast itself',
  clip: 'inside [0.01, 0.99]',
  'class-balanced': 'moved towards the rarer outcome',
  selective: 'only where it is confident',
}

/** The miner's own policies, and answering in one half of each event's time only. */
export const REPORT_CHOICES: readonly ReportChoice[] = [
  ...REPORT_POLICY_NAMES.map((name) => ({
    name,
    doc: DOCS[name],
    create: ({ store }: ReportParts) => createReportPolicy(name, { recentOutcomes: store.recentOutcomes }),
  })),
  {
    name: 'early',
    doc: "honest, in the first half of an event's time only",
    create: (parts) => inHalf(parts, 0),
  },
  {
    name: 'late',
    doc: "honest, in the second half of an event's time only",
    create: (parts) => inHalf(parts, 1),
  },
]

function inHalf({ clock, plan }: ReportParts, half: 0 | 1): ReportPolicy {
  const byId = new Map(plan.planned.map((event) => [event.eventId, event]))
  const honest = createReportPolicy('honest')
  return (forecast, event) => {
    const times = byId.get(event.eventId)
    if (times === undefined) return null
    const share = (clock.nowMs() - times.opensAtMs) / (times.cutoffMs - times.opensAtMs)
    return (share < 0.5 ? 0 : 1) === half ? honest(forecast, event) : null
  }
}
