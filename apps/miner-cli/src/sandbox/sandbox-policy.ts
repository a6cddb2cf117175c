import type { CallerPolicy } from '@ig/axon'
import { type CallerTable, judgeCaller, mayPay, type PolicyRules } from '../chain/chain-policy.ts'

/** What the sandbox's only registered validator counts as holding: 10,000 TAO. */
const VALIDATOR_STAKE_RAO = 10_000n * 1_000_000_000n

/** Who may ask in the sandbox, and for whom money may be spent. */
export interface SandboxPolicy {
  /** Undefined: the policy is off, and every verified key is known. */
  readonly policy: CallerPolicy | undefined
  mayPay(publicKeyHex: string): boolean
}

/**
 * In the sandbox the local validator is the one key with a permit and stake. Whether the policy is on or off, only
 * its questions may cost money, unless strangers are allowed by name.
 */
export function sandboxPolicy(rules: PolicyRules, validatorKeyHex: string): SandboxPolicy {
  const validator = { stakeRao: VALIDATOR_STAKE_RAO, validatorPermit: true }
  const table: CallerTable = new Map([[validatorKeyHex, validator]])
  return {
    policy: rules.on ? ({ publicKeyHex }) => judgeCaller(publicKeyHex, table, rules) : undefined,
    mayPay: (publicKeyHex) => mayPay(publicKeyHex, table, rules),
  }
}
