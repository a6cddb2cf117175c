import { type DispatchFailure, moduleFailure } from './extrinsics/call-context.ts'
import type { Refusal } from './pool/refusal.ts'
import { RpcError } from './rpc-error.ts'
import type { StateView } from './state-view.ts'

/** What goes wrong next, once; faults of one kind queue up. */
export type Fault =
  /** The pool refuses the next extrinsic: a code of `Custom error`, or a reason of the runtime's. */
  | { readonly pool: number | Refusal }
  /** The next extrinsic gets into its block and fails there, for instance with `SubtensorModule.NoNeuronIdAvailable`. */
  | { readonly module: string }
  /** The next call of this RPC method is answered with an error. */
  | { readonly method: string; readonly error: { readonly code: number; readonly message: string } }
  /** All connections are lost at the next call of this method: before it is heard, or before its answer is sent. */
  | { readonly method: string; readonly drop: 'before' | 'after' }

export interface Faults {
  add(fault: Fault): void
  nextRefusal(): Refusal | null
  nextFailure(view: StateView): DispatchFailure | null
  nextCallFault(method: string): RpcError | 'drop' | 'drop-after' | null
}

export function createFaults(): Faults {
  const faults: Fault[] = []

  const takeFirst = <T extends Fault>(isWanted: (fault: Fault) => fault is T): T | undefined => {
    const index = faults.findIndex(isWanted)
    return index < 0 ? undefined : (faults.splice(index, 1)[0] as T)
  }

  return {
    add(fault) {
      faults.push(fault)
    },
    nextRefusal() {
      const fault = takeFirst((one): one is Extract<Fault, { pool: unknown }> => 'pool' in one)
      if (!fault) return null
      return typeof fault.pool === 'number' ? { Custom: fault.pool } : fault.pool
    },
    nextFailure(view) {
      const fault = takeFirst((one): one is Extract<Fault, { module: unknown }> => 'module' in one)
      return fault ? moduleFailure(view, fault.module) : null
    },
    nextCallFault(method) {
      const fault = takeFirst(
        (one): one is Extract<Fault, { method: unknown }> => 'method' in one && one.method === method,
      )
      if (!fault) return null
      if ('error' in fault) return new RpcError(fault.error.code, fault.error.message)
      return fault.drop === 'before' ? 'drop' : 'drop-after'
    },
  }
}
