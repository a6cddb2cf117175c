import { isBittensorAddress } from '@ig/protocol'
import type { Metagraph } from '@ig/subtensor-client'
import { z } from 'zod'
import { type CallerTable, publicKeyHexOf } from './chain-policy.ts'

const address = z.string().refine(isBittensorAddress)

/** Amounts are decimal text in the file: JSON numbers end at 2^53. */
const rao = z.codec(z.string().regex(/^\d{1,20}$/), z.bigint(), {
  decode: (text) => BigInt(text),
  encode: (amount) => String(amount),
})

const block = z.int().min(0)

/** A metagraph as the miner keeps it, and as it lies on the disk. */
export const subnetSnapshot = z
  .object({
    schemaVersion: z.literal(1),
    network: z.string(),
    netuid: z.int(),
    genesisHash: z.string().nullable(),
    block: z.object({ number: block, hash: z.string() }),
    readAtMs: z.number(),
    tempoBlocks: block,
    immunityPeriodBlocks: block,
    servingRateLimitBlocks: block,
    /** Missing in files of former versions, as a neuron's emission is. */
    maxUids: block.optional(),
    neurons: z
      .array(
        z.object({
          uid: z.int().min(0),
          hotkeySs58: address,
          coldkeySs58: address,
          stakeRao: rao,
          validatorPermit: z.boolean(),
          registeredAtBlock: block.nullable(),
          emissionRao: rao.optional(),
        }),
      )
      .max(65_536),
  })
  .readonly()

export type SubnetSnapshot = z.output<typeof subnetSnapshot>
export type SnapshotNeuron = SubnetSnapshot['neurons'][number]

/** What the miner keeps of a metagraph that was read at `readAtMs`. */
export function snapshotOf(
  metagraph: Metagraph,
  { network, readAtMs }: Pick<SubnetSnapshot, 'network' | 'readAtMs'>,
): SubnetSnapshot {
  return {
    schemaVersion: 1,
    network,
    netuid: metagraph.netuid,
    genesisHash: metagraph.genesisHash,
    block: metagraph.block,
    readAtMs,
    tempoBlocks: metagraph.tempoBlocks,
    immunityPeriodBlocks: metagraph.immunityPeriodBlocks,
    servingRateLimitBlocks: metagraph.servingRateLimitBlocks,
    maxUids: metagraph.maxUids,
    neurons: metagraph.neurons.map(
      ({ uid, hotkeySs58, coldkeySs58, stakeRao, validatorPermit, registeredAtBlock, emissionRao }) => ({
        uid,
        hotkeySs58,
        coldkeySs58,
        stakeRao,
        validatorPermit,
        registeredAtBlock,
        emissionRao,
      }),
    ),
  }
}

/** The table that the policy looks callers up in. */
export function callerTable({ neurons }: SubnetSnapshot): CallerTable {
  return new Map(
    neurons.map(({ hotkeySs58, stakeRao, validatorPermit }) => [
      publicKeyHexOf(hotkeySs58),
      { stakeRao, validatorPermit },
    ]),
  )
}

/** The place of a hotkey in its subnet; null where it is not registered. */
export function neuronOfKey({ neurons }: SubnetSnapshot, publicKeyHex: string): SnapshotNeuron | null {
  return neurons.find(({ hotkeySs58 }) => publicKeyHexOf(hotkeySs58) === publicKeyHex) ?? null
}
