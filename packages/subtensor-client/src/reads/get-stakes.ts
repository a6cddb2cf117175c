import { z } from 'zod'
import type { Stake } from '../chain-data.ts'
import type { ReadOptions } from '../client.ts'
import type { Connection } from '../connection/connection.ts'
import { priceAlpha } from './alpha-price.ts'
import { account, count, parseAs, rao } from './parse-as.ts'
import { publicKeyOf } from './public-key-of.ts'
import { pinned, readState } from './read-state.ts'

const CALL = 'StakeInfoRuntimeApi.get_stake_info_for_coldkey'
const RAO_PER_TAO = 1_000_000_000n

const stakeInfo = z.object({
  hotkey: account,
  coldkey: account,
  netuid: count,
  stake: rao,
  emission: rao,
  isRegistered: z.boolean(),
})

/** A coldkey's stakes, each with its value at the pool's price of the same block. */
export function getStakes(
  connection: Connection,
  coldkeySs58: string,
  options: ReadOptions = {},
): Promise<readonly Stake[]> {
  return readState(connection, options, async (newest) => {
    const state = await pinned(newest)
    const infos = parseAs(z.array(stakeInfo), CALL, await state.call(CALL, publicKeyOf(coldkeySs58)))
    const prices = await priceAlpha(state, [...new Set(infos.map(({ netuid }) => netuid))])
    return infos.map((info) => ({
      netuid: info.netuid,
      hotkeySs58: info.hotkey,
      coldkeySs58: info.coldkey,
      alphaRao: info.stake,
      valueRao: (info.stake * (prices.get(info.netuid) ?? 0n)) / RAO_PER_TAO,
      emissionRao: info.emission,
      isRegistered: info.isRegistered,
    }))
  })
}
