import type { Codec } from '@polkadot/types/types'
import type { StateView } from '../state-view.ts'

/** What a call is given: who signed it, its arguments by name, and the state that it may change. */
export interface CallContext {
  readonly view: StateView
  readonly signerSs58: string
  readonly args: Readonly<Record<string, Codec>>
  /** Of the block that the call is in. */
  readonly blockNumber: number
  emit(event: string, ...fields: readonly unknown[]): void
}

/** Changes the state, or throws a {@link DispatchFailure}; what it changed before is then undone. */
export type CallHandler = (context: CallContext) => void

/** A call's error, as the runtime puts it into `System.ExtrinsicFailed`. */
export class DispatchFailure extends Error {
  readonly dispatchError: Readonly<Record<string, unknown>>

  constructor(dispatchError: Readonly<Record<string, unknown>>) {
    super(JSON.stringify(dispatchError))
    this.name = 'DispatchFailure'
    this.dispatchError = dispatchError
  }
}

/** The first of these errors that this runtime has; they were renamed between the specs. */
export function moduleFailure(view: StateView, ...names: readonly string[]): DispatchFailure {
  const { palletIndex, errorIndex } = view.runtime.moduleError(...names)
  return new DispatchFailure({ Module: { index: palletIndex, error: [errorIndex, 0, 0, 0] } })
}

export const tokenFailure = (error: 'BelowMinimum' | 'FundsUnavailable'): DispatchFailure =>
  new DispatchFailure({ Token: error })

export const numberArg = ({ args }: CallContext, name: string): number => Number(found(args, name).toString())

export const amountArg = ({ args }: CallContext, name: string): bigint => BigInt(found(args, name).toString())

export const textArg = ({ args }: CallContext, name: string): string => found(args, name).toString()

export const flagArg = ({ args }: CallContext, name: string): boolean => textOf(found(args, name)) === 'true'

const textOf = (value: Codec) => value.toString()

function found(args: CallContext['args'], name: string): Codec {
  const value = args[name]
  if (!value) throw new Error(`The call has no argument ${name}; it has ${Object.keys(args).join(', ')}.`)
  return value
}
