import { IgError } from '@ig/errors'
import type { Question } from '@ig/forecaster'
import { readTime } from '../settings/read-time.ts'

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
  const asOf = readTime(flags.get('as-of'), '--as-of')
  const cutoff = readTime(flags.get('cutoff'), '--cutoff')
  const background = flags.get('background')
  return {
    question,
    ...(asOf && { asOf }),
    ...(cutoff && { cutoff }),
    ...(typeof background === 'string' && { background }),
  }
}
