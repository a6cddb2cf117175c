import type { CallerPolicy } from '@ig/axon'
import type { Settings } from '../settings/settings-table.ts'

/** What the sandbox's only registered validator counts as holding, in TAO. */
const VALIDATOR_STAKE_TAO = 10_000

/** Who may ask in the sandbox, and for whom money may be spent. */
export interface SandboxPolicy {
  /** Undefined: the policy is off, and every verified key is known. */
  readonly policy: CallerPolicy | undefined
  mayPay(publicKeyHex: string): boolean
}

/**
 * In the sandbox the local validator is the one key with a permit and stake. The policy is off until a
 * `blacklist` setting other than `allow_non_registered` turns it on. Off or on, only the validator's questions
 * may cost money, unless strangers are allowed by name.
 */
export function sandboxPolicy(settings: Settings, validatorKeyHex: string): SandboxPolicy {
  const allowStrangers = settings['blacklist.allow_non_registered']
  const minStake = settings['blacklist.min_stake']
  const on = settings['blacklist.force_validator_permit'] || minStake !== null
  const policy: CallerPolicy = ({ publicKeyHex }) => {
    if (publicKeyHex !== validatorKeyHex) {
      return allowStrangers
        ? { allowed: true, priority: 0 }
        : { allowed: false, reason: 'The hotkey is not registered.' }
    }
    return VALIDATOR_STAKE_TAO < (minStake ?? 0)
      ? { allowed: false, reason: 'The stake is below the minimum.' }
      : { allowed: true, priority: VALIDATOR_STAKE_TAO }
  }
  return {
    policy: on ? policy : undefined,
    mayPay: (publicKeyHex) => allowStrangers || publicKeyHex === validatorKeyHex,
  }
}
