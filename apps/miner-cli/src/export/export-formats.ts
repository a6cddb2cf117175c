import { IgError } from '@ig/errors'
import type { ExportFormat } from './export-format.ts'
import { finetuneFormat } from './finetune.ts'

/** Every format there is. */
export const EXPORT_FORMATS: readonly ExportFormat[] = [finetuneFormat]

/**
 * The format of that name.
 *
 * @throws IgError E_ARGUMENT where there is none
 */
export function exportFormat(name: unknown): ExportFormat {
  const found = EXPORT_FORMATS.find((format) => format.name === name)
  if (found) return found
  throw new IgError({
    code: 'E_ARGUMENT',
    message: 'An export needs a format that there is.',
    values: { format: name ?? null, known: EXPORT_FORMATS.map((format) => format.name) },
    hint: 'Give one, as in --format finetune.',
  })
}
