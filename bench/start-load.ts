import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { start } from './bench-process.ts'
import type { Load, LoadResult } from './load-generator.ts'

export interface StartedLoad {
  /** Everything is signed and the first request is under way. */
  readonly sending: Promise<unknown>
  readonly result: Promise<LoadResult>
}

/** Starts the load generator in a process of its own; `wrap` says how, for example on which core. */
export function startLoad(load: Load, wrap: (command: readonly string[]) => readonly string[]): StartedLoad {
  const script = join(import.meta.dirname, 'load-generator.ts')
  const child = start(wrap([process.execPath, '--conditions=@ig/source', script, JSON.stringify(load)]))
  if (!child.stdout) throw new Error('The load generator has no output.')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  async function next<T>(): Promise<T> {
    const { value, done } = await lines.next()
    if (done) throw new Error('The load generator ended early.')
    return JSON.parse(value) as T
  }
  const sending = next()
  const result = sending.then(() => next<LoadResult>())
  return { sending, result }
}
