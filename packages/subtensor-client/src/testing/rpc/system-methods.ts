import { hexToU8a } from '@polkadot/util'
import { extrinsicFee } from '../extrinsic-fee.ts'
import type { RpcMethods } from './rpc-context.ts'

export const systemMethods: RpcMethods = {
  payment_queryInfo: ({ ledger }, [extrinsic]) => {
    const { info } = extrinsicFee(ledger.runtime, hexToU8a(String(extrinsic)))
    const {
      weight,
      class: dispatchClass,
      partialFee,
    } = info as {
      weight: { refTime: bigint; proofSize: bigint }
      class: string
      partialFee: bigint
    }
    return {
      weight: { ref_time: Number(weight.refTime), proof_size: Number(weight.proofSize) },
      class: dispatchClass.toLowerCase(),
      partialFee: String(partialFee),
    }
  },
  system_accountNextIndex: ({ pool }, [ss58]) => pool.nextNonce(String(ss58)),
  system_chain: () => 'Bittensor',
  system_chainType: () => 'Local',
  system_dryRun: ({ pool }, [extrinsic]) => pool.dryRun(String(extrinsic)),
  system_health: () => ({ peers: 0, isSyncing: false, shouldHavePeers: false }),
  system_localPeerId: () => 'in-memory',
  system_name: () => 'Subtensor Node (in-memory)',
  system_nodeRoles: () => ['Full'],
  system_properties: () => ({ ss58Format: 42, tokenDecimals: 9, tokenSymbol: 'TAO' }),
  system_version: ({ ledger }) => `in-memory-${ledger.runtime.specVersion}`,
}
