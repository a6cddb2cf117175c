import type { ResolvedHistory } from '@ig/miner'

/** A way to write a history down, one file each; a further one is an entry in `EXPORT_FORMATS`. */
export interface ExportFormat {
  readonly name: string
  /** What it is for, in a sentence. */
  readonly doc: string
  /** An event as text, line feeds included; null where the format has nothing to say of it. */
  readonly write: (event: ResolvedHistory) => string | null
}
