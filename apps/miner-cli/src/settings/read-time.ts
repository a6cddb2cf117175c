import { IgError } from '@ig/errors'

/**
 * A day, or a time of ISO 8601; without a zone it is UTC.
 *
 * @throws IgError E_ARGUMENT
 */
export function readTime(text: string | boolean | undefined, flag: string): Date | undefined {
  if (text === undefined) return undefined
  const date = timeOf(String(text))
  if (date !== null) return date
  throw new IgError({
    code: 'E_ARGUMENT',
    message: `The date of ${flag} cannot be read.`,
    values: { value: text },
    hint: 'Write a day as 2026-03-31, or a time as 2026-03-31T18:00Z.',
  })
}

const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 } as const

/**
 * The same, or so long ago: `90s`, `15m`, `2h`, `3d`, `1w`.
 *
 * @throws IgError E_ARGUMENT
 */
export function readMoment(
  text: string | boolean | undefined,
  flag: string,
  nowMs: number,
): Date | undefined {
  if (text === undefined) return undefined
  const ago = /^(\d+(?:\.\d+)?)\s*([smhdw])$/.exec(String(text).trim())
  const agoMs = ago ? Number(ago[1]) * UNIT_MS[ago[2] as keyof typeof UNIT_MS] : null
  const date = agoMs === null ? timeOf(String(text)) : new Date(nowMs - agoMs)
  if (date !== null && !Number.isNaN(date.getTime())) return date
  throw new IgError({
    code: 'E_ARGUMENT',
    message: `The time of ${flag} cannot be read.`,
    values: { value: text },
    hint: 'Write how long ago, as 15m, 2h or 3d, a day as 2026-03-31, or a time as 2026-03-31T18:00Z.',
  })
}

function timeOf(text: string): Date | null {
  const iso = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?$/.exec(
    text,
  )
  if (iso === null) return null
  const date = new Date(`${iso[1]}T${iso[2] ?? '00:00'}${iso[3] ?? 'Z'}`)
  // A day that is none, such as 30 February, rolls over to another one.
  const isReal =
    !Number.isNaN(date.getTime()) && new Date(`${iso[1]}T00:00Z`).toISOString().startsWith(iso[1] ?? '-')
  return isReal ? date : null
}
