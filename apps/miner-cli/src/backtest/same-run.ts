import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { IgError } from '@ig/errors'
import { z } from 'zod'
import { parametersInUse } from '../fit/fit-in-use.ts'
import type { Settings } from '../settings/settings-table.ts'
import type { Contestant } from './contestants.ts'

/** What makes forecasts those of one forecaster; where its servers stand does not. */
const DECIDING =
  /^(forecaster$|forecast\.(preset|samples|max_)|models\.(reason|query|rate|summarise|supervise)$)/

const runSchema = z.record(z.string(), z.record(z.string(), z.unknown()))

/**
 * Keeps in the folder by what its forecasts are made, in `run.json`; a run that goes on must be the same.
 *
 * @throws IgError E_RESUME with what differs
 */
export function checkSameRun(
  folder: string,
  run: { readonly contestants: readonly Contestant[]; readonly isOffline: boolean },
  { resume }: { readonly resume: boolean },
): void {
  const file = join(folder, 'run.json')
  const now = describe(run)
  const earlier = resume && existsSync(file) ? readRun(file) : null
  for (const [label, before] of Object.entries(earlier ?? {})) {
    const after = now[label]
    // A forecaster more or less changes nothing in those that are there.
    if (after === undefined) continue
    const other = Object.keys(before).find((name) => before[name] !== after[name])
    if (other !== undefined) throw anotherRun(folder, other, before[other], after[other])
  }
  writeFileSync(file, `${JSON.stringify({ ...earlier, ...now })}\n`, { mode: 0o600 })
}

function describe({
  contestants,
  isOffline,
}: Parameters<typeof checkSameRun>[1]): Record<string, Record<string, unknown>> {
  const described = contestants.map(({ label, settings }) => {
    const deciding = Object.entries(settings as Settings).filter(([name]) => DECIDING.test(name))
    const { id: fit } = parametersInUse(settings)
    return [label ?? '', { offline: isOffline, fit, ...Object.fromEntries(deciding) }] as const
  })
  return Object.fromEntries(described)
}

function readRun(file: string): z.output<typeof runSchema> | null {
  try {
    return runSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    // The half of a file, or another's: it tells nothing.
    return null
  }
}

function anotherRun(folder: string, name: string, before: unknown, now: unknown): IgError {
  return new IgError({
    code: 'E_RESUME',
    message: 'The folder holds forecasts that were made in another way.',
    values: { folder, setting: name, before, now },
    hint: 'Go on with the settings of then, or name another folder with --out.',
  })
}
