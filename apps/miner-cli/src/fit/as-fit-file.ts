import type { Fit } from './fit-all.ts'
import type { FitFile } from './fit-file.ts'
import type { FitPart } from './fit-part.ts'
import { countQuestions, type FitRow, type FitSource } from './fit-row.ts'

/** What is worth keeping of a fit; null where nothing is. */
export function asFitFile(
  { prices, opinions, selective }: Fit,
  {
    rows,
    source,
    fittedAt,
  }: { readonly rows: readonly FitRow[]; readonly source: FitSource; readonly fittedAt: Date },
): FitFile | null {
  const parts = [prices, opinions, selective]
  if (!parts.some(({ verdict }) => verdict === 'accepted')) return null
  const believed = accepted(opinions)
  return {
    version: 1,
    fittedAt: fittedAt.toISOString(),
    source: { kind: source.kind, rows: rows.length, questions: countQuestions(rows) },
    gains: { prices: gainOf(prices), opinions: gainOf(opinions), selective: gainOf(selective) },
    prices: accepted(prices),
    blend: believed?.kind === 'blend' ? believed.blend : null,
    recalibration: believed?.kind === 'recalibration' ? believed.recalibration : null,
    selective: accepted(selective),
  }
}

function accepted<Parameters>({ verdict, parameters }: FitPart<Parameters>): Parameters | null {
  return verdict === 'accepted' ? parameters : null
}

function gainOf({ verdict, gain }: FitPart<unknown>) {
  return verdict === 'accepted' ? gain : null
}
