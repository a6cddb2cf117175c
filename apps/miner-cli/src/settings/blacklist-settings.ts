import { isBittensorAddress } from '@ig/protocol'
import { z } from 'zod'
import { type ChainNetwork, chainTarget, type NetworkSettings } from './chain-target.ts'
import { type DefaultContext, defineSetting } from './setting.ts'

const addresses = z.array(z.string().refine(isBittensorAddress)).max(10_000)

/**
 * Who may call. Where the policy is off (sandbox, test, local), any of these but `allow_non_registered` turns it on.
 */
export const blacklistSettings = [
  defineSetting({
    name: 'blacklist.force_validator_permit',
    kind: 'switch',
    schema: z.boolean(),
    default: ({ values }: DefaultContext) => {
      const target = chainTarget(values as unknown as NetworkSettings)
      return target !== null && isGuardedByDefault(target.network)
    },
    defaultShown: 'false in sandbox, test and local, else true',
    accepts: 'true or false',
    doc: 'Answer only keys with a validator permit; in the sandbox that is the local validator.',
    env: ['BT_BLACKLIST_FORCE_VALIDATOR_PERMIT'],
  }),
  defineSetting({
    name: 'blacklist.min_stake',
    kind: 'number',
    schema: z.number().min(0).max(21e6),
    default: 10_000,
    accepts: 'a number of TAO from 0 to 21000000',
    doc: 'Answer only keys with at least this stake (TAO); the local validator counts as 10000.',
    env: ['BT_BLACKLIST_MIN_STAKE'],
  }),
  defineSetting({
    name: 'blacklist.allow',
    kind: 'list',
    schema: addresses,
    default: [],
    accepts: 'Bittensor addresses (SS58 prefix 42) with commas between them',
    doc: 'Answer these hotkeys whatever the chain says of them; for their questions alone no money is spent.',
    env: ['BT_BLACKLIST_ALLOW'],
  }),
  defineSetting({
    name: 'blacklist.deny',
    kind: 'list',
    schema: addresses,
    default: [],
    accepts: 'Bittensor addresses (SS58 prefix 42) with commas between them',
    doc: 'Never answer these hotkeys.',
    env: ['BT_BLACKLIST_DENY'],
  }),
  defineSetting({
    name: 'blacklist.allow_non_registered',
    kind: 'switch',
    schema: z.boolean(),
    default: false,
    accepts: 'true or false',
    doc: 'Let verified keys that are not registered ask, and start paid forecasts.',
    env: ['BT_BLACKLIST_ALLOW_NON_REGISTERED'],
  }),
] as const

/** Whether the policy is on where nothing is said about it: where real validators ask. */
export function isGuardedByDefault(network: ChainNetwork): boolean {
  return network !== 'test' && network !== 'local'
}

/** Whether any setting that turns the policy on was given; `sources` are those of `resolveSettings`. */
export function asksForPolicy(sources: ReadonlyMap<string, string>): boolean {
  return blacklistSettings.some(
    ({ name }) => name !== 'blacklist.allow_non_registered' && isGiven(sources, name),
  )
}

/** Whether a setting has its value from somebody. */
export function isGiven(sources: ReadonlyMap<string, string>, name: string): boolean {
  return (sources.get(name) ?? 'default') !== 'default'
}
