import { resolve } from 'node:path'
import { IgError } from '@ig/errors'
import type { CommandContext } from '../commands/command.ts'
import type { Draws } from './judge-contest.ts'

/** The flags of `backtest`, read. */
export interface BacktestFlags {
  readonly predictions: string | null
  readonly questions: string | null
  readonly fit: string | null
  /** The bundled questions, with all answers recorded. */
  readonly isDemo: boolean
  readonly compare: string | null
  readonly out: string | null
  readonly resume: boolean
  readonly isOffline: boolean
  readonly concurrency: number
  readonly csv: boolean
  readonly draws: Draws
}

/**
 * Reads the flags.
 *
 * @throws IgError E_ARGUMENT for a number that is none, and for flags that do not go together
 */
export function readBacktestFlags({
  flags,
  json,
  cwd,
}: Pick<CommandContext, 'flags' | 'json' | 'cwd'>): BacktestFlags {
  const text = (name: string) => {
    const value = flags.get(name)
    return typeof value === 'string' ? value : null
  }
  const path = (name: string) => {
    const value = text(name)
    if (value?.trim() === '') throw wrong('A flag names no file.', { flag: `--${name}` }, 'Give its path.')
    return value === null ? null : resolve(cwd, value)
  }
  const read: BacktestFlags = {
    predictions: path('predictions'),
    questions: path('questions'),
    fit: path('fit'),
    isDemo: flags.get('demo') === true,
    compare: text('compare'),
    out: path('out'),
    resume: flags.get('resume') === true,
    isOffline: flags.get('offline') === true,
    csv: flags.get('csv') === true,
    concurrency: wholeNumber('concurrency', text('concurrency') ?? '8', { least: 1, most: 1_000 }),
    draws: {
      draws: wholeNumber('bootstraps', text('bootstraps') ?? '1000', { least: 100, most: 100_000 }),
      seed: wholeNumber('seed', text('seed') ?? '1', { least: 0, most: Number.MAX_SAFE_INTEGER }),
    },
  }
  const files = [read.predictions, read.questions].filter((file) => file !== null).length
  if (files + (read.isDemo ? 1 : 0) !== 1) {
    throw wrong(
      'A backtest takes one file: stored predictions, or questions.',
      { predictions: read.predictions, questions: read.questions },
      'Give --predictions FILE or --questions FILE, and --fit FILE for what is to be fitted; --demo needs no file.',
    )
  }
  if (read.compare !== null && read.questions === null && !read.isDemo) {
    throw wrong('Only questions can be asked of several forecasters.', {}, 'Give --questions FILE.')
  }
  if (read.compare !== null && read.isOffline) {
    throw wrong('Offline, all forecasters are the same.', {}, 'Leave --compare or --offline away.')
  }
  if (read.compare !== null && read.fit !== null) {
    throw wrong('Nothing is fitted where forecasters are compared.', {}, 'Leave --fit or --compare away.')
  }
  if (read.resume && read.out === null) {
    throw wrong('There is no folder to go on from.', {}, 'Name it with --out DIR.')
  }
  if (read.csv && json) throw wrong('Output is JSON or CSV.', {}, 'Give --json or --csv.')
  return read
}

function wholeNumber(
  name: string,
  text: string,
  { least, most }: { readonly least: number; readonly most: number },
): number {
  const value = Number(text)
  if (text.trim() !== '' && Number.isInteger(value) && value >= least && value <= most) return value
  throw wrong(
    `--${name} is not a whole number from ${least} to ${most}.`,
    { value: text },
    `Give one, as in --${name} ${Math.max(least, 8)}.`,
  )
}

function wrong(message: string, values: Record<string, unknown>, hint: string): IgError {
  return new IgError({ code: 'E_ARGUMENT', message, values, hint })
}
