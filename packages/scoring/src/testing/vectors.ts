import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { INTERVAL_EPOCH_MS } from '../intervals.ts'

const folder = process.env.IG_VECTORS ?? join(import.meta.dirname, '../../vectors')

/** Every file of the folder that matches; none at all is a failure, never a silent pass. */
export function vectorFiles<T>(pattern: RegExp): { name: string; data: T }[] {
  const names = readdirSync(folder).filter((name) => pattern.test(name))
  if (names.length === 0) throw new Error(`No vectors match ${pattern} in ${folder}.`)
  return names.map((name) => ({ name, data: JSON.parse(readFileSync(join(folder, name), 'utf8')) as T }))
}

/** Within 1e-9. */
export function expectClose(actual: number, expected: number): void {
  expect(Math.abs(actual - expected), `${actual} against ${expected}`).toBeLessThanOrEqual(1e-9)
}

/** The vectors count minutes from 2024-01-01 UTC. */
export function minutesToMs(minutes: number): number {
  return INTERVAL_EPOCH_MS + minutes * 60_000
}
