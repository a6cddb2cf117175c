/** What came of one request. */
export interface Sample {
  /** The HTTP status, or the one that the dendrite gives to what has none; null where nothing was heard. */
  readonly status: number | null
  readonly durationMs: number
  /** Events asked about, and those answered with a probability, where the answer was read. */
  readonly asked?: number
  readonly answered?: number
}

/** One kind of load, as it was answered. */
export interface LoadResult {
  readonly name: string
  readonly doc: string
  readonly sent: number
  /** Requests by status; `none` where nothing was heard. */
  readonly byStatus: Readonly<Record<string, number>>
  /** Of those with a status, in milliseconds of real time; null without any. */
  readonly p50Ms: number | null
  readonly p99Ms: number | null
  readonly maxMs: number | null
  /** What should have been and was not, a sentence; null where all was as it must be. */
  readonly fault: string | null
}

/** What samples of one kind must be like. */
export interface Expectation {
  readonly name: string
  readonly doc: string
  /** Statuses that are right. */
  readonly statuses: readonly number[]
  /** At least this share of the requests must have one of them; default 1. */
  readonly atLeast?: number
}

/** Sums samples up and judges them. */
export function resultOf(
  { name, doc, statuses, atLeast = 1 }: Expectation,
  samples: readonly Sample[],
): LoadResult {
  const byStatus: Record<string, number> = {}
  for (const { status } of samples) byStatus[status ?? 'none'] = (byStatus[status ?? 'none'] ?? 0) + 1
  const times = samples
    .flatMap(({ status, durationMs }) => (status === null ? [] : [durationMs]))
    .toSorted((a, b) => a - b)
  const right = samples.filter(({ status }) => status !== null && statuses.includes(status)).length
  const silent = samples.filter(
    ({ status, asked = 0, answered = 0 }) => status === 200 && answered < asked,
  ).length
  const wanted = statuses.join(' or ')
  const fault =
    samples.length === 0
      ? 'nothing could be sent'
      : right < atLeast * samples.length
        ? `${samples.length - right} of ${samples.length} were not answered with ${wanted}`
        : silent > 0
          ? `${silent} answers left events without a probability`
          : null
  return {
    name,
    doc,
    sent: samples.length,
    byStatus,
    p50Ms: atShare(times, 0.5),
    p99Ms: atShare(times, 0.99),
    maxMs: times.at(-1) ?? null,
    fault,
  }
}

/** The smallest of ascending numbers that a share of them does not exceed. */
function atShare(ascending: readonly number[], share: number): number | null {
  return ascending[Math.max(0, Math.ceil(share * ascending.length) - 1)] ?? null
}
