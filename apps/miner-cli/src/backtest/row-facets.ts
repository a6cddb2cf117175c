import { z } from 'zod'

/** Fields that only group rows: one of another kind counts as missing. */
const label = z.union([z.string(), z.number()]).nullish().catch(null)
type Label = z.output<typeof label>

/** What a row may carry for tables by group, beside `source`, `asOf` and `cutoff`. */
export const facetFields = {
  category: label,
  market_type: label,
  marketType: label,
  platform: label,
  date_index: label,
} as const

/** What groups are made of. */
export interface FacetedRow {
  readonly source?: string | null | undefined
  readonly category?: Label
  readonly market_type?: Label
  readonly marketType?: Label
  readonly platform?: Label
  readonly date_index?: Label
  readonly asOf?: string | null | undefined
  readonly cutoff?: string | null | undefined
}

/** The ways to group rows: by venue, by subject, by kind of market, by the time that is left. */
export const FACETS = ['source', 'category', 'marketType', 'horizon', 'dateIndex'] as const
export type Facet = (typeof FACETS)[number]

const DAY_MS = 86_400_000
/** Each from its number of days up to the next one's. */
export const HORIZONS: readonly { readonly fromDays: number; readonly name: string }[] = [
  { fromDays: 0, name: 'under 1 day' },
  { fromDays: 1, name: '1 to 7 days' },
  { fromDays: 7, name: '7 to 30 days' },
  { fromDays: 30, name: '30 to 90 days' },
  { fromDays: 90, name: '90 to 365 days' },
  { fromDays: 365, name: 'over a year' },
]

/** The group of a row in each way; null where the row does not say. */
export function facetsOf(row: FacetedRow): Readonly<Record<Facet, string | null>> {
  return {
    source: text(row.source ?? row.platform),
    category: text(row.category),
    marketType: text(row.market_type ?? row.marketType),
    horizon: horizonOf(row),
    dateIndex: text(row.date_index),
  }
}

function text(value: Label): string | null {
  return value === null || value === undefined || value === '' ? null : String(value)
}

function horizonOf({ asOf, cutoff }: FacetedRow): string | null {
  if (!asOf || !cutoff) return null
  const days = (Date.parse(cutoff) - Date.parse(asOf)) / DAY_MS
  return (HORIZONS.findLast(({ fromDays }) => days >= fromDays) ?? HORIZONS[0])?.name ?? null
}
