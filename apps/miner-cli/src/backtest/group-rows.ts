import type { ContestRow } from './contest.ts'
import { FACETS, type Facet, facetsOf, HORIZONS } from './row-facets.ts'

/** The rows that are alike in one way. */
export interface FacetGroup {
  readonly value: string
  /** Of the rows, in their order. */
  readonly indexes: readonly number[]
}

const UNKNOWN = 'not said'
const OTHERS = 'others'
/** Beyond so many, the smallest are one group. */
const MOST_GROUPS = 15

/**
 * The rows in groups, in each way that at least one row tells of; rows that do not tell are a group of their own, the
 * last. Times are in their order, other groups by size.
 */
export function groupRows(
  rows: readonly ContestRow[],
): { readonly facet: Facet; readonly groups: readonly FacetGroup[] }[] {
  const facets = rows.map(facetsOf)
  return FACETS.flatMap((facet) => {
    const groups = Map.groupBy(facets.keys(), (index) => facets[index]?.[facet] ?? UNKNOWN)
    if (groups.size === 0 || (groups.size === 1 && groups.has(UNKNOWN))) return []
    const ordered = [...groups]
      .map(([value, indexes]) => ({ value, indexes }))
      .toSorted((a, b) => rankOf(facet, a) - rankOf(facet, b) || (a.value < b.value ? -1 : 1))
    return [{ facet, groups: mergeSmallest(ordered) }]
  })
}

/** In the order that they have; the smallest as one at the end where there are too many. */
function mergeSmallest(groups: readonly FacetGroup[]): readonly FacetGroup[] {
  if (groups.length <= MOST_GROUPS) return groups
  const bySize = groups.toSorted((a, b) => b.indexes.length - a.indexes.length)
  const kept = new Set(bySize.slice(0, MOST_GROUPS - 1))
  const merged = groups.filter((group) => !kept.has(group)).flatMap(({ indexes }) => indexes)
  return [
    ...groups.filter((group) => kept.has(group)),
    { value: OTHERS, indexes: merged.toSorted((a, b) => a - b) },
  ]
}

function rankOf(facet: Facet, { value, indexes }: FacetGroup): number {
  if (value === UNKNOWN) return Number.POSITIVE_INFINITY
  if (facet === 'horizon') return HORIZONS.findIndex(({ name }) => name === value)
  if (facet === 'dateIndex') return Number(value) || 0
  return -indexes.length
}
