import type { ContestRow } from './contest.ts'
import { FACETS, type Facet, facetsOf, HORIZONS } from './row-facets.ts'

/** The rows that are alike in one way. */
export interface FacetGroup {
  readonly value: string
  /** Of the rows, in their order. */
  readonly indexes: readonly number[]
}

const UNKNOWN = 'not said'

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
    return [{ facet, groups: ordered }]
  })
}

function rankOf(facet: Facet, { value, indexes }: FacetGroup): number {
  if (value === UNKNOWN) return Number.POSITIVE_INFINITY
  if (facet === 'horizon') return HORIZONS.findIndex(({ name }) => name === value)
  if (facet === 'dateIndex') return Number(value) || 0
  return -indexes.length
}
