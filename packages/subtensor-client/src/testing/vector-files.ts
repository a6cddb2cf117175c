import { readFileSync } from 'node:fs'

/** Always the package's own: `IG_VECTORS` is for tests of vectors, and may hold others. */
const folder = new URL('../../vectors/', import.meta.url)

/** The text of a file in this package's `vectors/`. */
export const readVectorText = (file: string): string => readFileSync(new URL(file, folder), 'utf8')

/** The runtime calls of `runtime_calls_*.json`. */
export interface RuntimeCallVectors {
  readonly specVersion: number
  readonly netuid: number
  readonly calls: readonly {
    readonly fn: string
    readonly args: readonly unknown[]
    readonly params: string
    readonly result: string
    readonly json: unknown
  }[]
}

export const readVectorJson = <T>(file: string): T => JSON.parse(readVectorText(file)) as T
