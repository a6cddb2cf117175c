import { IgError } from '@ig/errors'
import { rawJson } from './raw-json.ts'
import { type JsonContainer, type LossyNumber, scanJson } from './scan-json.ts'

/** How deep `parseJson` lets a text nest unless told otherwise. */
export const DEFAULT_MAX_JSON_DEPTH = 64

// A value of two bytes of text, such as `{}`, costs fifty in memory. 10,000 events with 50 values each still pass.
const MAX_VALUES = 500_000

// Each costs some 200 bytes until the text is parsed, so hostile text could buy gigabytes. 10,000 events with 25 such
// numbers each still pass.
const MAX_LOSSY_NUMBERS = 250_000

/**
 * `JSON.parse` that loses no number: one that JavaScript would print otherwise (`1.0`, `-0`, `1e400`, 2^60, `1E5`)
 * becomes a node of `JSON.rawJSON`, which `stringifyJson` prints verbatim and `numberOf` reads. The keys
 * `__proto__` and `constructor` are plain own data; of duplicate keys the last wins, as in Python.
 *
 * @throws IgError `E_JSON` for text that is not JSON (`NaN`, a byte order mark) or holds more than 500,000 values or
 * 250,000 such numbers, `E_JSON_DEPTH` for one that nests deeper than `maxDepth`.
 */
export function parseJson(text: string, options: { readonly maxDepth?: number } = {}): unknown {
  const maxDepth = options.maxDepth ?? DEFAULT_MAX_JSON_DEPTH
  const { depth, values, lossyNumbers } = scanJson(text, {
    maxDepth,
    maxValues: MAX_VALUES,
    maxLossyNumbers: MAX_LOSSY_NUMBERS,
  })
  if (depth > maxDepth) {
    throw new IgError({
      code: 'E_JSON_DEPTH',
      message: 'The JSON text nests too deep.',
      values: { maxDepth },
    })
  }
  if (values > MAX_VALUES) {
    throw new IgError({
      code: 'E_JSON',
      message: 'The JSON text has too many values.',
      values: { most: MAX_VALUES },
    })
  }
  if (lossyNumbers.length > MAX_LOSSY_NUMBERS) {
    throw new IgError({
      code: 'E_JSON',
      message: 'The JSON text has too many numbers that need their spelling kept.',
      values: { most: MAX_LOSSY_NUMBERS },
    })
  }
  try {
    if (lossyNumbers.length === 0) return JSON.parse(text)
    return restore(JSON.parse(mark(text, lossyNumbers)), text, lossyNumbers)
  } catch (cause) {
    // The engine's message quotes the text, which may be hostile and long: it stays in the cause.
    throw new IgError({ code: 'E_JSON', message: 'The text is not valid JSON.', cause })
  }
}

/**
 * The JSON text of a value, the exact inverse of `parseJson` up to white space.
 *
 * @throws IgError `E_JSON` for what JSON cannot say (undefined, bigint, a cycle, endless nesting). As in
 * `JSON.stringify`, NaN and infinities become null.
 */
export function stringifyJson(value: unknown): string {
  let text: string | undefined
  try {
    text = JSON.stringify(value)
  } catch (cause) {
    throw new IgError({ code: 'E_JSON', message: 'The value has no JSON form.', cause })
  }
  if (text === undefined) {
    throw new IgError({
      code: 'E_JSON',
      message: 'The value has no JSON form.',
      values: { type: typeof value },
    })
  }
  return text
}

// Each lossy number is parsed as a mark of its own, so that of duplicate keys only the surviving one is restored.
// A number stands for a number: the marked text is valid JSON exactly when the original is.
const markText = (index: number) => `${index + 1}e-300`

function mark(text: string, lossyNumbers: readonly LossyNumber[]): string {
  let marked = ''
  let done = 0
  lossyNumbers.forEach(({ start, end }, index) => {
    marked += text.slice(done, start) + markText(index)
    done = end
  })
  return marked + text.slice(done)
}

function restore(root: unknown, text: string, lossyNumbers: readonly LossyNumber[]): unknown {
  const found = new Map<JsonContainer, unknown>()
  const resolve = (container: JsonContainer): unknown => {
    if (container.parent === null) return root
    if (!found.has(container)) found.set(container, own(resolve(container.parent), container.key))
    return found.get(container)
  }
  let restored = root
  lossyNumbers.forEach(({ start, end, container, key }, index) => {
    const holder = container && resolve(container)
    const seen = container ? own(holder, key) : root
    if (seen !== Number(markText(index))) return
    const node = rawJson(text.slice(start, end))
    if (container) (holder as Record<string | number, unknown>)[key] = node
    else restored = node
  })
  return restored
}

/** The own property only: a way may lead nowhere where a duplicate key has replaced what it led to. */
function own(value: unknown, key: string | number): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
  return (value as Record<string | number, unknown>)[key]
}
