import { IgError } from '@ig/errors'
import type { ExportFormat } from './export-format.ts'
import { finetuneFormat } from './finetune.ts'
import { ROW_FORMATS } from './row-formats.ts'

/** Every format that is made of decided events. */
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
    message: 'There is no such format.',
    values: {
      format: name ?? null,
      known: [...Object.keys(ROW_FORMATS), ...EXPORT_FORMATS.map((format) => format.name)],
    },
    hint: 'Give one, as in --format csv.',
  })
}
