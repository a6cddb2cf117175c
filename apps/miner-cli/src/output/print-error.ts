import { IgError } from '@ig/errors'
import { escapeControl } from './escape-control.ts'
import type { Terminal } from './terminal.ts'

/** Prints what ended a command on stderr: a sentence for people, one object with `--json`. */
export function printError(
  error: unknown,
  {
    terminal,
    json,
    redact,
  }: { readonly terminal: Terminal; readonly json: boolean; readonly redact: (text: string) => string },
): void {
  if (json) {
    const shown = IgError.isInstance(error)
      ? { code: error.code, message: error.message, hint: error.hint ?? null }
      : { code: 'E_UNEXPECTED', message: describe(error), hint: null }
    terminal.stderr.write(`${redact(escapeControl(JSON.stringify({ schemaVersion: 1, error: shown })))}\n`)
    return
  }
  const text = IgError.isInstance(error)
    ? `${error.code}: ${error.message}`
    : `unexpected error: ${describe(error)}`
  terminal.stderr.write(`${redact(escapeControl(text))}\n`)
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
