import type { PolicyVerdict } from '@ig/axon'
import { decodeSs58 } from '@ig/protocol'
import { asksForPolicy, isGiven, isGuardedByDefault } from '../settings/blacklist-settings.ts'
import type { ChainNetwork } from '../settings/chain-target.ts'
import type { Settings } from '../settings/settings-table.ts'

/** What a metagraph says of a hotkey, as far as it decides who may call. */
export interface RegisteredCaller {
  readonly stakeRao: bigint
  readonly validatorPermit: boolean
}

/** The registered hotkeys by public key (64 lower-case hex digits); replaced as a whole, never changed. */
export type CallerTable = ReadonlyMap<string, RegisteredCaller>

/** The `blacklist` settings, ready to be asked on the way of every request. */
export interface PolicyRules {
  /** False: every verified key may ask. */
  readonly on: boolean
  readonly requirePermit: boolean
  readonly minStakeRao: bigint
  readonly allowNonRegistered: boolean
  /** Public keys in hex, whatever spelling of the address was given. */
  readonly allow: ReadonlySet<string>
  readonly deny: ReadonlySet<string>
}

/** Why a caller is refused: constant sentences, since they are counted. */
export const REFUSED = {
  denied: 'The hotkey is on the deny list.',
  notRegistered: 'The hotkey is not registered.',
  noPermit: 'The hotkey has no validator permit.',
  lowStake: 'The stake is below the minimum.',
} as const

const RAO_PER_TAO = 1e9

/**
 * The rules that the settings describe; `sources` are those of `resolveSettings`, `network` is null in the sandbox.
 * Where nothing was said, the policy is on where real validators ask, and off in the sandbox and on test and local
 * networks.
 */
export function readPolicyRules(
  settings: Settings,
  sources: ReadonlyMap<string, string>,
  network: ChainNetwork | null,
): PolicyRules {
  const isGuarded = network !== null && isGuardedByDefault(network)
  const permit = 'blacklist.force_validator_permit'
  return {
    on: isGuarded || asksForPolicy(sources),
    // A node on this machine may turn out to follow the main network: then the default is not the one of `local`.
    requirePermit: isGiven(sources, permit) ? settings[permit] : isGuarded,
    minStakeRao: BigInt(Math.round(settings['blacklist.min_stake'] * RAO_PER_TAO)),
    allowNonRegistered: settings['blacklist.allow_non_registered'],
    allow: publicKeys(settings['blacklist.allow']),
    deny: publicKeys(settings['blacklist.deny']),
  }
}

function publicKeys(addresses: readonly string[]): ReadonlySet<string> {
  return new Set(addresses.map(publicKeyHexOf))
}

/** The identity behind an address: two spellings of one key are one. Throws `E_SS58`. */
export function publicKeyHexOf(ss58: string): string {
  return Buffer.from(decodeSs58(ss58).publicKey).toString('hex')
}

/**
 * Whether a key may call, with its stake (TAO) as its priority. The deny list goes before everything, the allow list
 * before what the chain says. Pure and without a wait, as the axon asks it before a signature is verified.
 */
export function judgeCaller(publicKeyHex: string, table: CallerTable, rules: PolicyRules): PolicyVerdict {
  const caller = table.get(publicKeyHex)
  const priority = caller ? Number(caller.stakeRao) / RAO_PER_TAO : 0
  if (!rules.on) return { allowed: true, priority }
  if (rules.deny.has(publicKeyHex)) return { allowed: false, reason: REFUSED.denied }
  if (rules.allow.has(publicKeyHex)) return { allowed: true, priority }
  if (!caller) {
    return rules.allowNonRegistered
      ? { allowed: true, priority }
      : { allowed: false, reason: REFUSED.notRegistered }
  }
  if (rules.requirePermit && !caller.validatorPermit) return { allowed: false, reason: REFUSED.noPermit }
  if (caller.stakeRao < rules.minStakeRao) return { allowed: false, reason: REFUSED.lowStake }
  return { allowed: true, priority }
}

/**
 * Whether a key's questions may cost money: with permit and stake, whether the policy is on or off, or where strangers
 * are allowed by name. The allow list alone is not enough.
 */
export function mayPay(publicKeyHex: string, table: CallerTable, rules: PolicyRules): boolean {
  if (rules.deny.has(publicKeyHex)) return false
  if (rules.allowNonRegistered) return true
  const caller = table.get(publicKeyHex)
  return caller?.validatorPermit === true && caller.stakeRao >= rules.minStakeRao
}
