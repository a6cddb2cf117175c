import type { SubtensorClient, SubtensorClientOptions } from './client.ts'
import { createConnection } from './connection/create-connection.ts'
import { getAxon } from './reads/get-axon.ts'
import { getBalance } from './reads/get-balance.ts'
import { getBlock } from './reads/get-block.ts'
import { getBurnCost } from './reads/get-burn-cost.ts'
import { getCommitment } from './reads/get-commitment.ts'
import { getHotkeyOwner } from './reads/get-hotkey-owner.ts'
import { getHyperparameters } from './reads/get-hyperparameters.ts'
import { getMetagraph } from './reads/get-metagraph.ts'
import { getNeuron } from './reads/get-neuron.ts'
import { getNeurons } from './reads/get-neurons.ts'
import { getOwnedHotkeys } from './reads/get-owned-hotkeys.ts'
import { getRegistrationBlock } from './reads/get-registration-block.ts'
import { getStakes } from './reads/get-stakes.ts'
import { getSubnets } from './reads/get-subnets.ts'
import { getUid } from './reads/get-uid.ts'
import { addStake } from './writes/add-stake.ts'
import { burnedRegister, dryRunRegister } from './writes/burned-register.ts'
import { dryRunStake } from './writes/dry-run-stake.ts'
import { removeStake } from './writes/remove-stake.ts'
import { serveAxon } from './writes/serve-axon.ts'
import { servePrometheus } from './writes/serve-prometheus.ts'
import { setCommitment } from './writes/set-commitment.ts'
import { dryRunTransfer, transfer } from './writes/transfer.ts'

/**
 * A client of Subtensor. Opens nothing and loads none of @polkadot/api until it is first used; then it keeps one
 * connection alive, over failing endpoints and runtime upgrades, until `close()`.
 *
 * @throws IgError `E_CHAIN_ENDPOINT` where neither a network nor a `ws://` or `wss://` endpoint is named.
 * @example
 * const chain = createSubtensorClient({ network: 'test' })
 * const { block, neurons } = await chain.getMetagraph(155)
 * console.log(`block ${block.number}: ${neurons.length} neurons`)
 * await chain.close()
 */
export function createSubtensorClient(options: SubtensorClientOptions): SubtensorClient {
  const connection = createConnection(options)
  const over =
    <Args extends unknown[], T>(verb: (...args: [typeof connection, ...Args]) => T) =>
    (...args: Args) =>
      verb(connection, ...args)

  return {
    network: connection.network,
    status: connection.status,
    ready: connection.ready,
    watchHeads: connection.watchHeads,
    close: connection.close,

    getBlock: over(getBlock),
    getMetagraph: over(getMetagraph),
    getNeurons: over(getNeurons),
    getNeuron: over(getNeuron),
    getUid: over(getUid),
    getAxon: over(getAxon),
    getHyperparameters: over(getHyperparameters),
    getBurnCost: over(getBurnCost),
    getBalance: over(getBalance),
    getStakes: over(getStakes),
    getSubnets: over(getSubnets),
    getHotkeyOwner: over(getHotkeyOwner),
    getOwnedHotkeys: over(getOwnedHotkeys),
    getRegistrationBlock: over(getRegistrationBlock),
    getCommitment: over(getCommitment),

    burnedRegister: over(burnedRegister),
    serveAxon: over(serveAxon),
    servePrometheus: over(servePrometheus),
    transfer: over(transfer),
    addStake: over(addStake),
    removeStake: over(removeStake),
    setCommitment: over(setCommitment),
    dryRunRegister: over(dryRunRegister),
    dryRunTransfer: over(dryRunTransfer),
    dryRunStake: over(dryRunStake),
  }
}
