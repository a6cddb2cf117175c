import { IgError } from '@ig/errors'
import { escapeControl } from './escape-control.ts'
import { flagHint, messageWithFlag } from './flag-hint.ts'
import { jsonLine } from './json-line.ts'
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
    const line = jsonLine({ error: IgError.isInstance(error) ? fieldsOf(error) : unexpected(error) })
    terminal.stderr.write(`${redact(escapeControl(line.trimEnd()))}\n`)
    return
  }
  const text = IgError.isInstance(error)
    ? `${error.code}: ${messageWithFlag(error)}`
    : `unexpected error: ${describe(error)}`
  terminal.stderr.write(`${redact(escapeControl(text))}\n`)
}

/** The values as they are, so that a program need not read them out of the message; amounts with every digit. */
function fieldsOf(error: IgError) {
  const { code, values, retryable } = error
  const hint = [error.hint, flagHint(error)].filter(Boolean).join(' ') || null
  return { code, message: messageWithFlag(error), hint, values: printable(values), retryable }
}

function unexpected(error: unknown) {
  return { code: 'E_UNEXPECTED', message: describe(error), hint: null, values: {}, retryable: false }
}

function printable(values: IgError['values']): IgError['values'] {
  try {
    jsonLine(values)
    return values
  } catch {
    // What has no JSON form must not hide the error itself, whose message has it as text.
    return {}
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
