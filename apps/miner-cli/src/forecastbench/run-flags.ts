import { basename, resolve } from 'node:path'
import { IgError } from '@ig/errors'
import type { CommandContext } from '../commands/command.ts'
import { hasModel } from '../strategy/model-choices.ts'
import type { Entrant } from './forecast-set.ts'

/** The flags of `forecastbench run`, read. */
export interface RunFlags {
  readonly questions: string
  readonly out: string
  readonly resume: boolean
  readonly yes: boolean
  readonly estimateOnly: boolean
  readonly concurrency: number
  /** Dates asked of a dataset question. */
  readonly dates: number
  /** Questions asked; all unless it is a trial. */
  readonly limit: number
  /** 1 to 3: which of the sets that may be handed in. */
  readonly number: number
  readonly entrant: Entrant
}

const ALL = Number.MAX_SAFE_INTEGER

/**
 * Reads the flags.
 *
 * @throws IgError E_ARGUMENT for one that is missing or cannot be read
 */
export function readRunFlags({
  flags,
  cwd,
  settings,
}: Pick<CommandContext, 'flags' | 'cwd' | 'settings'>): RunFlags {
  const text = (name: string) => {
    const value = flags.get(name)
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
  }
  const file = (name: string) => {
    const value = text(name)
    if (value !== null) return resolve(cwd, value)
    throw wrong('A flag is missing.', { flag: `--${name}` }, 'Give --questions FILE and --out DIR.')
  }
  const number = (name: string, byDefault: number, most: number) => {
    const value = Number(text(name) ?? byDefault)
    if (Number.isInteger(value) && value >= 1 && (value <= most || value === byDefault)) return value
    throw wrong(
      `--${name} is not a whole number from 1 to ${most}.`,
      { value: text(name) },
      'Correct the flag.',
    )
  }
  const organization = text('organization') ?? 'Infinite Games miner'
  if (/[/\\\p{Cc}]/u.test(organization)) {
    throw wrong(
      'The name of the organization is part of the name of a file.',
      { organization },
      'Leave out slashes and control characters.',
    )
  }
  return {
    questions: file('questions'),
    out: file('out'),
    resume: flags.get('resume') === true,
    yes: flags.get('yes') === true,
    estimateOnly: flags.get('estimate') === true,
    concurrency: number('concurrency', 8, 1_000),
    dates: number('dates', ALL, 20),
    limit: number('limit', ALL, 100_000),
    number: number('number', 1, 3),
    entrant: {
      organization,
      model: text('model') ?? modelName(settings),
      modelOrganization: text('model-organization') ?? organization,
    },
  }
}

/** What makes the forecasts: under no other name may a set be handed in. */
function modelName(settings: CommandContext['settings']): string {
  const { forecaster } = settings
  if (forecaster === 'llm' || (forecaster === 'auto' && hasModel(settings))) {
    return `${settings['forecast.preset']} of ${settings['models.reason']}`
  }
  return forecaster === 'auto' || forecaster === 'market' ? 'market and prior' : basename(forecaster)
}

function wrong(message: string, values: Record<string, unknown>, hint: string): IgError {
  return new IgError({ code: 'E_ARGUMENT', message, values, hint })
}
