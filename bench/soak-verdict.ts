/** What can be seen of the miner from outside, at one moment. */
export interface Sample {
  readonly atMs: number
  readonly queries: number
  readonly rssBytes: number
  readonly descriptors: number
}

/** What it says of itself, with all garbage collected. */
export interface Look {
  readonly timers: number
  readonly heapBytes: number
}

export interface Verdict {
  /** What should be. */
  readonly is: string
  readonly ok: boolean
  readonly seen: string
}

/** Of the mean, over all of the measured part: what garbage that is not collected yet makes up. */
const MAX_GROWTH = 0.05
const MAX_MORE = 4

/** Whether it grows, by the samples after its warm-up. */
export function soakVerdict(samples: readonly Sample[], looks: readonly Look[]): Verdict[] {
  const rss = trend(samples.map(({ atMs, rssBytes }) => [atMs / 60_000, megabytes(rssBytes)]))
  const descriptors = trend(samples.map(({ atMs, descriptors: open }) => [atMs / 60_000, open]))
  const heap = looks.map(({ heapBytes }) => megabytes(heapBytes))
  const timers = looks.map((look) => look.timers)
  const heapGrowth = (heap.at(-1) ?? 0) / (heap[0] ?? 0) - 1
  return [
    {
      is: 'resident memory has no slope',
      ok: rss.slope * rss.span <= MAX_GROWTH * rss.mean,
      seen: `${rss.slope.toFixed(2)} MB a minute over ${rss.span.toFixed(1)} minutes, ${rss.mean.toFixed(0)} MB on average`,
    },
    {
      is: 'what is reachable stays',
      ok: heapGrowth <= MAX_GROWTH,
      seen: `${heap.map((value) => value.toFixed(1)).join(', ')} MB`,
    },
    {
      is: 'descriptors stay',
      ok: descriptors.slope * descriptors.span <= MAX_MORE,
      seen: `${descriptors.slope.toFixed(2)} a minute, ${descriptors.mean.toFixed(1)} on average`,
    },
    {
      is: 'timers stay',
      ok: Math.max(...timers) - (timers[0] ?? 0) <= MAX_MORE,
      seen: timers.join(', '),
    },
  ]
}

/** A row a minute or so. */
export function soakTable(samples: readonly Sample[]): string {
  const every = Math.max(1, Math.floor(samples.length / 12))
  const rows = samples
    .filter((_, index) => index % every === 0 || index === samples.length - 1)
    .map(({ atMs, queries, rssBytes, descriptors }) =>
      [(atMs / 60_000).toFixed(1), queries, megabytes(rssBytes).toFixed(1), descriptors]
        .map((cell) => String(cell).padStart(12))
        .join(''),
    )
  const head = ['minutes', 'queries', 'RSS MB', 'descriptors'].map((cell) => cell.padStart(12)).join('')
  return [head, ...rows].join('\n')
}

/** By least squares. */
function trend(points: readonly (readonly [number, number])[]) {
  const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const meanX = meanOf(points.map(([x]) => x))
  const mean = meanOf(points.map(([, y]) => y))
  const covariance = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - mean), 0)
  const variance = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0)
  const span = (points.at(-1)?.[0] ?? 0) - (points[0]?.[0] ?? 0)
  return { slope: variance === 0 ? 0 : covariance / variance, mean, span }
}

function megabytes(bytes: number): number {
  return bytes / 1024 / 1024
}
