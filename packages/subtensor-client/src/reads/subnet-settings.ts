import { z } from 'zod'
import type { ChainState } from './chain-state.ts'
import { count, parseAs, rao, text } from './parse-as.ts'

const settings = z.object({
  networksAdded: z.boolean(),
  subnetworkN: count,
  tempo: count,
  immunityPeriod: count,
  servingRateLimit: count,
  maxAllowedUids: count,
  burn: rao,
  networkRegistrationAllowed: z.boolean(),
  tokenSymbol: text.nullable(),
})

/** A subnet's settings as its storage has them. */
export type SubnetSettings = z.output<typeof settings>

const ITEMS = Object.keys(settings.shape)

/** Reads a subnet's settings from storage, in one request; defaults where there is no such subnet. */
export async function readSubnetSettings(state: ChainState, netuid: number): Promise<SubnetSettings> {
  const known = ITEMS.filter((item) => item !== 'tokenSymbol' || state.hasStorage(`subtensorModule.${item}`))
  const values = await state.storages(known.map((item) => [`subtensorModule.${item}`, netuid]))
  const stored = Object.fromEntries(known.map((item, i) => [item, values[i]]))
  return parseAs(settings, 'the settings of a subnet', { tokenSymbol: null, ...stored })
}
