import { IgError } from '@ig/errors'
import type { Question } from '@ig/forecaster'

/** The question that a command line asks; without `asOf` where it is asked as of now. */
export function readQuestion({
  words,
  flags,
}: {
  readonly words: readonly string[]
  readonly flags: ReadonlyMap<string, string | boolean>
}): Question {
  const [question, ...more] = words
  if (question === undefined || question.trim() === '' || more.length > 0) {
    throw new IgError({
      code: 'E_ARGUMENT',
      message: 'The command needs one question, in quotes.',
      values: { words: words.length },
      hint: 'Run `pnpm miner forecast "Will it rain in Oslo tomorrow?"`.',
    })
  }
  const asOf = readDate(flags.get('as-of'), '--as-of')
  const cutoff = readDate(flags.get('cutoff'), '--cutoff')
  const background = flags.get('background')
  return {
    question,
    ...(asOf && { asOf }),
    ...(cutoff && { cutoff }),
    ...(typeof background === 'string' && { background }),
  }
}

/** A day, or a time of ISO 8601; without a zone it is UTC. */
function readDate(text: string | boolean | undefined, flag: string): Date | undefined {
  if (text === undefined) return undefined
  const iso = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?$/.exec(
    String(text),
  )
  const date = iso ? new Date(`${iso[1]}T${iso[2] ?? '00:00'}${iso[3] ?? 'Z'}`) : null
  // A day that is none, such as 30 February, rolls over to another one.
  const isReal =
    date !== null &&
    !Number.isNaN(date.getTime()) &&
    new Date(`${iso?.[1]}T00:00Z`).toISOString().startsWith(iso?.[1] ?? '-')
  if (isReal) return date
  throw new IgError({
    code: 'E_ARGUMENT',
    message: `The date of ${flag} cannot be read.`,
    values: { value: text },
    hint: 'Write a day as 2026-03-31, or a time as 2026-03-31T18:00Z.',
  })
}
