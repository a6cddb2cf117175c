import { IgError } from '@ig/errors'
import { flagHint } from '../output/flag-hint.ts'
import { type CheckResult, fail } from './check-result.ts'

/** The row of a check that broke: what it broke on, and what the error says to do. */
export function failedCheck(name: string, error: unknown): CheckResult {
  if (!IgError.isInstance(error)) {
    const reason = error instanceof Error ? error.message : String(error)
    return fail(name, `the check broke: ${reason}`, 'Run it again; where it breaks again, please report it.')
  }
  const { code, message, hint } = error
  const seen = hint ? message.slice(0, -hint.length).trimEnd() : message
  const mend = [hint, flagHint(error)].filter(Boolean).join(' ')
  return fail(name, `${code}: ${seen}`, mend || 'Try again in a minute.')
}
