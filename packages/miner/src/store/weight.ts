import type { MinerEvent, StoredForecast } from '../ports.ts'

/** A revision without its texts: objects, hash, map entry, and the numbers of its forecast. */
const BARE_BYTES = 1_200
const VALUE_BYTES = 24

/** About how many bytes of memory an event and its forecast take, at two bytes a character. */
export function weightOf(event: MinerEvent, latest: StoredForecast | null): number {
  const { key, eventId, marketType, description, metadata } = event
  const characters = key.length + eventId.length + marketType.length + description.length
  return (
    BARE_BYTES + 2 * characters + weightOfJson(metadata) + (latest === null ? 0 : weightOfForecast(latest))
  )
}

/** About how many bytes the texts of a forecast take. */
export function weightOfForecast({ reasoning, samples, evidence }: StoredForecast): number {
  return 2 * reasoning.length + 8 * samples.length + (evidence.length === 0 ? 0 : weightOfJson(evidence))
}

/** By a list, not by recursion: what comes from elsewhere may be nested deeply. */
function weightOfJson(value: unknown): number {
  const waiting: unknown[] = [value]
  let bytes = 0
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    bytes += VALUE_BYTES
    if (typeof next === 'string') bytes += 2 * next.length
    else if (typeof next === 'object' && next !== null) {
      for (const [name, inner] of Object.entries(next)) {
        bytes += VALUE_BYTES + 2 * name.length
        waiting.push(inner ?? null)
      }
    }
  }
  return bytes
}
