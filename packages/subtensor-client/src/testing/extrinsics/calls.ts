import { balancesCalls } from './balances.ts'
import type { CallContext, CallHandler } from './call-context.ts'
import { commitmentCalls } from './commitments.ts'
import { registrationCalls } from './registration.ts'
import { type ServingProblem, servingCalls, servingProblem } from './serving.ts'
import { addStakeRefusal, removeStakeRefusal, stakingCalls } from './staking.ts'

/** Every call that the in-memory chain models, by pallet and name. */
export const calls: Readonly<Record<string, CallHandler>> = {
  ...balancesCalls,
  ...commitmentCalls,
  ...registrationCalls,
  ...servingCalls,
  ...stakingCalls,
  'system.remark': () => undefined,
}

/** Codes of `Custom error` by which the pool refuses a `serve_axon`. */
const servingCodes: Readonly<Record<ServingProblem, number>> = {
  HotKeyNotRegisteredInNetwork: 10,
  InvalidIpAddress: 11,
  InvalidIpType: 255,
  InvalidPort: 13,
  ServingRateLimitExceeded: 12,
}

function serveAxonRefusal(context: CallContext): number | null {
  const problem = servingProblem(context, 'Axons')
  return problem && servingCodes[problem]
}

const refusals: Readonly<Record<string, (context: CallContext) => number | null>> = {
  'subtensorModule.addStake': addStakeRefusal,
  'subtensorModule.addStakeLimit': addStakeRefusal,
  'subtensorModule.removeStake': removeStakeRefusal,
  'subtensorModule.removeStakeLimit': removeStakeRefusal,
  // Neither `serve_axon_tls` nor `serve_prometheus`: those fail in the block (measured on spec 293).
  'subtensorModule.serveAxon': serveAxonRefusal,
}

/** What the runtime's own transaction extension says of a call before the pool takes it: null for nothing. */
export const customRefusal = (call: string, context: CallContext): number | null =>
  refusals[call]?.(context) ?? null
