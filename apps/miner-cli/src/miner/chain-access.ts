import { judgeCaller, mayPay, type PolicyRules, readPolicyRules } from '../chain/chain-policy.ts'
import type { MetagraphKeeper } from '../chain/metagraph-keeper.ts'
import { type ChosenNetwork, withGenesis } from '../chain-commands/chosen-network.ts'
import { settingsBelow } from '../reload/settings-below.ts'
import type { MinerContext } from './miner-context.ts'
import type { Access } from './open-axon.ts'

/** Who may ask on a chain, by the newest metagraph and by what the chain has turned out to be. */
export interface ChainAccess extends Access {
  network(): ChosenNetwork
  rules(): PolicyRules
}

/**
 * Judges callers by the metagraph at hand. A node on this machine is `local` until a metagraph says that it follows
 * the main network; from then on the main network's rules hold, whatever a later metagraph leaves out.
 */
export function createChainAccess(
  { settings, sources, reload }: Pick<MinerContext, 'settings' | 'sources' | 'reload'>,
  {
    network: named,
    keeper,
  }: {
    readonly network: ChosenNetwork
    readonly keeper: Pick<MetagraphKeeper, 'current' | 'table' | 'want'>
  },
): ChainAccess {
  let network = named
  let said: Pick<MinerContext, 'settings' | 'sources'> = { settings, sources }
  let rules = readPolicyRules(settings, sources, network.name)
  reload.on(settingsBelow('blacklist.'), (resolved) => {
    rules = readPolicyRules(resolved.values, resolved.sources, network.name)
    said = { settings: resolved.values, sources: resolved.sources }
  })

  function look(): void {
    const seen = withGenesis(network, keeper.current()?.genesisHash ?? null)
    if (seen.name === network.name) return
    network = seen
    rules = readPolicyRules(said.settings, said.sources, seen.name)
  }

  return {
    network() {
      look()
      return network
    },
    rules() {
      look()
      return rules
    },
    policy({ publicKeyHex }) {
      look()
      return judgeCaller(publicKeyHex, keeper.table(), rules)
    },
    mayPay(publicKeyHex) {
      look()
      return mayPay(publicKeyHex, keeper.table(), rules)
    },
    onCaller(publicKeyHex) {
      if (publicKeyHex === null || !keeper.table().has(publicKeyHex)) keeper.want()
    },
  }
}
