import { IgError } from '@ig/errors'

const MAX_LENGTH = 200

/** What went wrong with a connection, in one short line for a status or a log. */
export function describeProblem(error: unknown): string {
  const text = IgError.isInstance(error) ? `${error.code}: ${error.summary}` : withCause(error)
  return text.replaceAll(/\s+/g, ' ').slice(0, MAX_LENGTH)
}

function withCause(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const own = error.message || error.name
  return error.cause === undefined ? own : `${own}: ${describeProblem(error.cause)}`
}
