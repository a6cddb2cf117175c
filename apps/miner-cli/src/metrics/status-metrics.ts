import { Gauge, type Registry } from 'prom-client'
import { isReady } from '../health/health.ts'
import type { MinerStatusJson } from '../miner/miner-status-json.ts'

type Sample = readonly [labels: Readonly<Record<string, string | number>>, value: number]

/** A gauge that is read off the status when somebody asks; without a value it has no series. */
interface StatusGauge {
  readonly name: string
  readonly help: string
  readonly labels?: readonly string[]
  read(status: MinerStatusJson): number | null | undefined | readonly Sample[]
}

const yes = (is: boolean) => (is ? 1 : 0)
const secondsOf = (time: string) => Date.parse(time) / 1000
const samples = (label: string, values: Readonly<Record<string, number>>): Sample[] =>
  Object.entries(values).map(([name, value]) => [{ [label]: name }, value])

const GAUGES: readonly StatusGauge[] = [
  {
    name: 'ig_miner_info',
    help: 'What runs here; always 1.',
    labels: ['network', 'netuid', 'forecaster'],
    read: ({ network, netuid, forecaster }) => [[{ network, netuid, forecaster }, 1]],
  },
  {
    name: 'ig_healthy',
    help: '1 where `status` says ok, 0 where it says degraded.',
    read: ({ health }) => yes(health === 'ok'),
  },
  {
    name: 'ig_ready',
    help: '1 where /readyz is true.',
    read: (status) => yes(isReady(status, 0)),
  },
  {
    name: 'ig_requests_waiting',
    help: 'Requests waiting for their verification.',
    read: ({ requests }) => requests.waiting,
  },
  {
    name: 'ig_last_query_timestamp_seconds',
    help: 'When a validator last asked.',
    labels: ['validator'],
    read: ({ validators }) =>
      validators
        .slice(0, 64)
        .map(({ hotkey, lastQueryAt }) => [{ validator: hotkey }, secondsOf(lastQueryAt)]),
  },
  { name: 'ig_events_live', help: 'Events that are open.', read: ({ events }) => events.live },
  {
    name: 'ig_events_forecast',
    help: 'Live events with a forecast.',
    read: ({ events }) => events.forecast,
  },
  {
    name: 'ig_events_by_basis',
    help: 'Live events by what their newest forecast is based on.',
    labels: ['basis'],
    read: ({ events }) => samples('basis', events.byBasis),
  },
  {
    name: 'ig_forecast_age_seconds',
    help: 'How old the forecasts of live events are: the median and the oldest.',
    labels: ['which'],
    read: ({ events }) => samples('which', events.forecastAgeSeconds ?? {}),
  },
  { name: 'ig_queue_due', help: 'Events waiting for the strategy.', read: ({ events }) => events.due },
  { name: 'ig_queue_in_flight', help: 'Forecasts being made.', read: ({ events }) => events.inFlight },
  {
    name: 'ig_interval_answered_ratio',
    help: 'Share of live events answered with a probability in this four-hour interval.',
    read: ({ interval }) => interval.answeredShare,
  },
  { name: 'ig_spend_today_usd', help: 'Spent today (UTC).', read: ({ spend }) => spend.todayUsd },
  { name: 'ig_spend_cap_usd', help: 'The most that may be spent a day.', read: ({ spend }) => spend.capUsd },
  {
    name: 'ig_spend_today_by_role_usd',
    help: 'Spent today, by what for; failed forecasts too.',
    labels: ['role'],
    read: ({ spend }) => samples('role', spend.byRole),
  },
  {
    name: 'ig_spend_today_by_provider_usd',
    help: 'Spent today, by to whom.',
    labels: ['provider'],
    read: ({ spend }) => samples('provider', spend.byProvider),
  },
  {
    name: 'ig_provider_down',
    help: '1 where a model, news provider or venue has failed three times in a row, or for good.',
    labels: ['kind', 'provider'],
    read: ({ providers }) => providers.map(({ kind, name, down }) => [{ kind, provider: name }, yes(down)]),
  },
  {
    name: 'ig_chain_connected',
    help: '1 where the chain is connected and its head is fresh.',
    read: ({ chain }) => chain && yes(chain.connected),
  },
  {
    name: 'ig_chain_head_age_seconds',
    help: "Age of the chain's head.",
    read: ({ chain }) => chain?.headAgeSeconds,
  },
  { name: 'ig_chain_block', help: "Number of the chain's head.", read: ({ chain }) => chain?.block },
  {
    name: 'ig_chain_drops',
    help: 'Connections to the chain lost since the start.',
    read: ({ chain }) => chain?.drops,
  },
  {
    name: 'ig_metagraph_age_seconds',
    help: 'Age of the metagraph that says who may ask.',
    read: ({ chain }) => chain?.metagraph?.ageSeconds,
  },
  {
    name: 'ig_registered',
    help: '1 where the hotkey has its place on the subnet; no value before that is known.',
    read: ({ chain, axon, registration }) =>
      chain === null || (axon === null && registration === null) ? null : yes(registration !== null),
  },
  { name: 'ig_uid', help: 'The uid of the hotkey.', read: ({ registration }) => registration?.uid },
  {
    name: 'ig_immune_blocks_left',
    help: 'Blocks for which the place cannot be taken.',
    read: ({ registration }) => registration?.immuneBlocksLeft,
  },
  {
    name: 'ig_open_places',
    help: 'Places of the subnet that nobody has.',
    read: ({ registration }) => registration?.openPlaces,
  },
  {
    name: 'ig_replaced_before',
    help: 'Keys that the chain would replace before this one.',
    read: ({ registration }) => registration?.replacedBefore,
  },
  { name: 'ig_store_bytes', help: 'Size of the store with its log.', read: ({ store }) => store.bytes },
  {
    name: 'ig_store_degraded',
    help: '1 where the store cannot write.',
    read: ({ store }) => yes(store.degraded !== null),
  },
  {
    name: 'ig_store_pending_writes',
    help: 'Writes waiting for the disk.',
    read: ({ store }) => store.pendingWrites,
  },
  {
    name: 'ig_store_lost_writes',
    help: 'Writes given up since the start because too many were waiting.',
    read: ({ store }) => store.lostWrites,
  },
  {
    name: 'ig_disk_free_bytes',
    help: 'Free on the disk of the data folder.',
    read: ({ disk }) => disk?.freeBytes,
  },
  { name: 'ig_disk_size_bytes', help: 'Size of that disk.', read: ({ disk }) => disk?.totalBytes },
  {
    name: 'ig_clock_offset_seconds',
    help: 'How far this clock is ahead of the servers that the miner asks.',
    read: ({ clock }) => clock && clock.offsetMs / 1000,
  },
]

/** Adds the gauges that tell what the status tells; gives what sets them. */
export function createStatusMetrics(registry: Registry): (status: MinerStatusJson) => void {
  const gauges = GAUGES.map(({ name, help, labels = [], read }) => ({
    read,
    gauge: new Gauge({ name, help, labelNames: [...labels], registers: [registry] }),
  }))
  return (status) => {
    for (const { gauge, read } of gauges) {
      const value = read(status)
      gauge.reset()
      if (value === null || value === undefined) gauge.remove()
      else if (typeof value === 'number') gauge.set(value)
      else for (const [labels, number] of value) gauge.set(labels, number)
    }
  }
}
