import { IgError } from '@ig/errors'
import type { Settings } from '../settings/settings-table.ts'

/** One forecaster of a backtest. */
export interface Contestant {
  /** Null where it is the only one. */
  readonly label: string | null
  readonly settings: Settings
}

const PRESETS = new Set<string>(['fast', 'standard', 'deep'])
/** As many as the plots have colours that can be told apart. */
const MOST = 6

/**
 * The forecasters of `--compare`: presets (`fast`), models (`gpt-4.1`, `anthropic:NAME`), both (`deep@gpt-4.1`),
 * `market`, or a strategy's file (`./mine.ts`); all else is as the settings say. Without a list, the settings' own.
 *
 * @throws IgError E_ARGUMENT for fewer than two, too many, or one named twice
 */
export function readContestants(list: string | null, settings: Settings): readonly Contestant[] {
  if (list === null) return [{ label: null, settings }]
  const labels = list
    .split(',')
    .map((label) => label.trim())
    .filter((label) => label !== '')
  if (labels.length < 2 || labels.length > MOST) {
    throw wrong(`--compare takes 2 to ${MOST} forecasters.`, list)
  }
  if (new Set(labels).size < labels.length) throw wrong('A forecaster is compared with itself.', list)
  return labels.map((label) => ({ label, settings: { ...settings, ...choiceOf(label) } }))
}

function choiceOf(label: string): Partial<Settings> {
  if (label === 'market') return { forecaster: 'market' }
  if (/^\.{0,2}[/\\]|\.[cm]?[jt]s$/.test(label)) return { forecaster: label }
  const [first = '', ...rest] = label.split('@')
  const isPreset = PRESETS.has(first)
  const model = isPreset ? rest.join('@') : label
  return {
    forecaster: 'llm',
    ...(isPreset && { 'forecast.preset': first as Settings['forecast.preset'] }),
    ...(model !== '' && { 'models.reason': model }),
  }
}

function wrong(message: string, value: string): IgError {
  return new IgError({
    code: 'E_ARGUMENT',
    message,
    values: { compare: value },
    hint: 'Name presets, models, both, `market` or files, as in --compare fast,deep@gpt-4.1,market,./mine.ts.',
  })
}
