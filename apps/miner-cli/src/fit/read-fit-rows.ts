import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { IgError } from '@ig/errors'
import { readResolvedHistory } from '@ig/miner'
import { dataFolder } from '../process/data-folder.ts'
import type { Fit } from './fit-all.ts'
import { MIN_QUESTIONS } from './fit-part.ts'
import type { FitRow, FitSource } from './fit-row.ts'
import { historyRows } from './history-rows.ts'
import { readFitFileRows } from './read-fit-file-rows.ts'

/** The rows to fit on, and where they come from: a file, else the miner's own history. */
export function readFitRows({ file, dataDir }: { readonly file: string | null; readonly dataDir: string }): {
  readonly rows: readonly FitRow[]
  readonly source: FitSource
} {
  if (file !== null) return { rows: readFitFileRows(file), source: { kind: 'file', path: file } }
  const path = dataFolder(dataDir).database
  const rows = existsSync(path) ? [...readResolvedHistory({ path })].flatMap(historyRows) : []
  return { rows, source: { kind: 'history', path } }
}

/** How a source is called in the parameters: without the folder, which is nobody's business. */
export function nameOf({ kind, path }: FitSource): string {
  return kind === 'history' ? 'own history' : basename(path)
}

/** Throws E_FIT_HISTORY where no part has questions enough. */
export function requireEnough({ prices, opinions, selective }: Fit, source: FitSource): void {
  if ([prices, opinions, selective].some(({ verdict }) => verdict !== 'tooFew')) return
  throw new IgError({
    code: 'E_FIT_HISTORY',
    message: 'There are too few decided questions to fit anything on.',
    values: {
      source: nameOf(source),
      withPriceAndCutoff: prices.questions,
      withSamples: opinions.questions,
      needed: MIN_QUESTIONS,
    },
    hint:
      source.kind === 'history'
        ? 'Let the miner run until as many of its events are decided, or fit on a file with --from FILE.'
        : 'Give a file with more questions.',
  })
}
