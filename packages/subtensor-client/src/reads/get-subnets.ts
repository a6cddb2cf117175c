import { z } from 'zod'
import type { SubnetSummary } from '../chain-data.ts'
import type { ReadOptions } from '../client.ts'
import type { Connection } from '../connection/connection.ts'
import { priceAlpha } from './alpha-price.ts'
import { account, count, parseAs, rao, text } from './parse-as.ts'
import { pinned, readState } from './read-state.ts'

const CALL = 'SubnetInfoRuntimeApi.get_all_dynamic_info'
// What the call leaves out.
const ITEMS = ['subnetworkN', 'maxAllowedUids', 'networkRegistrationAllowed', 'burn'] as const
const items = z.tuple([count, count, z.boolean(), rao])

const dynamicInfo = z.object({
  netuid: count,
  ownerHotkey: account,
  ownerColdkey: account,
  subnetName: text,
  tokenSymbol: text,
  tempo: count,
  alphaIn: rao,
  taoIn: rao,
  taoInEmission: rao,
})

/** Every subnet of the network, by netuid. `emissionRao` is the TAO that a block adds to its pool. */
export function getSubnets(
  connection: Connection,
  options: ReadOptions = {},
): Promise<readonly SubnetSummary[]> {
  return readState(connection, options, async (newest) => {
    const state = await pinned(newest)
    const answer = parseAs(z.array(dynamicInfo.nullable()), CALL, await state.call(CALL))
    const subnets = answer.filter((subnet) => subnet !== null)
    const [stored, prices] = await Promise.all([
      state.storages(
        subnets.flatMap(({ netuid }) => ITEMS.map((item) => [`subtensorModule.${item}`, netuid] as const)),
      ),
      priceAlpha(
        state,
        subnets.map(({ netuid }) => netuid),
      ),
    ])
    return subnets.map((subnet, i) => {
      const [neurons, maxUids, registrationAllowed, burnRao] = parseAs(
        items,
        'the settings of a subnet',
        stored.slice(i * ITEMS.length, (i + 1) * ITEMS.length),
      )
      return {
        netuid: subnet.netuid,
        name: subnet.subnetName,
        symbol: subnet.tokenSymbol,
        ownerColdkeySs58: subnet.ownerColdkey,
        ownerHotkeySs58: subnet.ownerHotkey,
        tempoBlocks: subnet.tempo,
        neurons,
        maxUids,
        registrationAllowed,
        burnRao,
        emissionRao: subnet.taoInEmission,
        alphaPriceRao: prices.get(subnet.netuid) ?? 0n,
        taoInRao: subnet.taoIn,
        alphaInRao: subnet.alphaIn,
      }
    })
  })
}
