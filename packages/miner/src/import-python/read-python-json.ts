import { IgError } from '@ig/errors'
import { parseJson } from '@ig/protocol'

/** The rows of a JSON object that Python wrote, by key; `isCutOff` where the end of the file is missing. */
export interface PythonRows {
  readonly rows: readonly (readonly [key: string, row: unknown])[]
  readonly isCutOff: boolean
}

const MAX_DEPTH = 1_000

/**
 * Reads what Python's `json.dump` wrote: NaN and the infinities, which are no JSON, become null, and of a file
 * whose writing was interrupted the rows before the cut are kept.
 *
 * @throws IgError `E_IMPORT_FORMAT` for text that holds no JSON object.
 */
export function readPythonJson(text: string, file: string): PythonRows {
  const strict = withoutNonNumbers(text.replace(/^\uFEFF/, ''))
  const whole = tryParse(strict)
  const saved = whole === undefined ? tryParse(untilLastRow(strict)) : whole
  if (typeof saved !== 'object' || saved === null || Array.isArray(saved)) {
    throw new IgError({
      code: 'E_IMPORT_FORMAT',
      message: 'The file is no JSON object, as the Python miner writes it.',
      values: { file },
      hint: 'Name the miner-events.json or .miner-cache.json from the folder in which the Python miner ran.',
    })
  }
  return { rows: Object.entries(saved), isCutOff: whole === undefined }
}

function tryParse(text: string): unknown {
  try {
    return parseJson(text, { maxDepth: MAX_DEPTH })
  } catch (error) {
    if (IgError.isInstance(error)) return undefined
    throw error
  }
}

function withoutNonNumbers(text: string): string {
  // Strings are matched first, so that what stands inside of them is left alone; one cut off runs to the end.
  return text.replace(/"(?:[^"\\]|\\.)*"?|-?Infinity|NaN/gs, (match) =>
    match.startsWith('"') ? match : 'null',
  )
}

/** The text up to the last whole row of the outer object, closed. */
function untilLastRow(text: string): string {
  let depth = 0
  let end = 0
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"?|[{}[\]]/gs)) {
    if (token === '{' || token === '[') depth += 1
    else if (token === '}' || token === ']') {
      depth -= 1
      if (depth === 1) end = index + 1
    }
  }
  return end === 0 ? '' : `${text.slice(0, end)}}`
}
