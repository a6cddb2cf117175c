import { readFileSync } from 'node:fs'
import { IgError } from '@ig/errors'
import type { z } from 'zod'

/**
 * A file of the benchmark, checked.
 *
 * @throws IgError E_FORECASTBENCH_FILE with the field that is not as published
 */
export function readBenchFile<T>(path: string, schema: z.ZodType<T>): T {
  let json: unknown
  try {
    json = JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? 'it is not JSON'
    throw badFile('A file of the benchmark cannot be read.', { file: path, reason }, cause)
  }
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const at = issue?.path.join('.') || 'the whole'
  const message = 'A file of the benchmark has another form than expected.'
  throw badFile(message, { file: path, at, problem: issue?.message }, parsed.error)
}

export function badFile(message: string, values: Record<string, unknown>, cause?: unknown): IgError {
  return new IgError({
    code: 'E_FORECASTBENCH_FILE',
    message,
    values,
    hint: 'Give the files as forecastbench-datasets publishes them: a question set, a resolution set, a forecast set.',
    cause,
  })
}
