import { IgError } from '@ig/errors'
import { FIELD_STRATEGIES, type FieldStrategyName } from './field-strategies.ts'

/** How many forecasters of one strategy there are. */
export interface FieldGroup {
  readonly name: FieldStrategyName
  readonly count: number
}

/** What a subnet is made of by default; silent ones are most of many subnets, and change nothing for the others. */
const DEFAULT_SHARES: Readonly<Record<FieldStrategyName, number>> = {
  'market-copier': 0.3,
  'noisy-expert': 0.25,
  stale: 0.15,
  silent: 0.1,
  random: 0.05,
  'class-balancer': 0.15,
}

/** A field of so many forecasters in the default shares, whole numbers that sum to it. */
export function defaultField(count: number): FieldGroup[] {
  let before = 0
  let share = 0
  return FIELD_STRATEGIES.map(({ name }) => {
    share += DEFAULT_SHARES[name]
    const upTo = Math.round(share * count)
    const group = { name, count: upTo - before }
    before = upTo
    return group
  })
}

const ENTRY = /^([a-z-]+)=(\d{1,5})$/

/**
 * Reads a field as people write it: `market-copier=50,noisy-expert=20`.
 *
 * Throws `IgError` E_ARGUMENT for another form or an unknown strategy.
 */
export function parseField(text: string): FieldGroup[] {
  return text.split(',').map((entry) => {
    const [, name, count] = ENTRY.exec(entry.trim()) ?? []
    const known = FIELD_STRATEGIES.find((strategy) => strategy.name === name)
    if (known !== undefined) return { name: known.name, count: Number(count) }
    throw new IgError({
      code: 'E_ARGUMENT',
      message: 'This is no strategy of the field with a count.',
      values: { entry },
      hint: `Write NAME=COUNT, with commas between, of ${FIELD_STRATEGIES.map(({ name }) => name).join(', ')}.`,
    })
  })
}

/** One id for each forecaster of a field, in the order of the columns of `playField`: `stale 1`, `stale 2` ... */
export function fieldIds(strategies: readonly { readonly name: string; readonly count: number }[]): string[] {
  return strategies.flatMap(({ name, count }) =>
    Array.from({ length: count }, (_, index) => `${name} ${index + 1}`),
  )
}
