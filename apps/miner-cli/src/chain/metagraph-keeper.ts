import type { Logger } from '../output/create-log.ts'
import type { CallerTable } from './chain-policy.ts'
import type { ChainPort } from './chain-port.ts'
import { isBehind } from './is-behind.ts'
import { writeSnapshotFile } from './snapshot-file.ts'
import { callerTable, type SubnetSnapshot, snapshotOf } from './subnet-snapshot.ts'

/** Keeps the newest metagraph at hand; an old one serves until a newer one is there. */
export interface MetagraphKeeper {
  current(): SubnetSnapshot | null
  /** For the policy: a look-up in memory. */
  table(): CallerTable
  /** A key that is not in the table has asked: it may have registered since. */
  want(): void
  /** Reads the metagraph where it is due. */
  beat(): Promise<void>
  /**
   * Reads it now. Throws what the chain throws; the old one stays. One that is behind the old one is given back, but
   * takes its place only where the next look finds no better one.
   */
  refresh(signal?: AbortSignal): Promise<SubnetSnapshot>
}

const nobody: CallerTable = new Map()

/** Strangers make it read anew at most this often. */
const WANTED_GAP_BLOCKS = 10

/**
 * Whether a metagraph of block `readAtBlock` is to be read anew at `headBlock`: after `everyBlocks`, after ten where
 * somebody asks for it, and where the chain has started over.
 */
export function isMetagraphDue({
  headBlock,
  readAtBlock,
  everyBlocks,
  isWanted,
}: {
  readonly headBlock: number
  readonly readAtBlock: number
  readonly everyBlocks: number
  readonly isWanted: boolean
}): boolean {
  const ageBlocks = headBlock - readAtBlock
  const dueBlocks = isWanted ? Math.min(WANTED_GAP_BLOCKS, everyBlocks) : everyBlocks
  return ageBlocks >= dueBlocks || ageBlocks < 0
}

/** A keeper that begins with what was stored, which is read anew as soon as the chain answers. */
export function createMetagraphKeeper({
  chain,
  network,
  netuid,
  everyBlocks,
  stored,
  file,
  nowMs,
  log,
}: {
  readonly chain: Pick<ChainPort, 'status' | 'getMetagraph'>
  readonly network: string
  readonly netuid: number
  readonly everyBlocks: number
  readonly stored: SubnetSnapshot | null
  readonly file: string
  readonly nowMs: () => number
  readonly log: Logger
}): MetagraphKeeper {
  let snapshot = stored
  let table = stored ? callerTable(stored) : nobody
  let isFresh = false
  let isWanted = false
  // The head at which a metagraph was first refused for being behind.
  let doubt: { readonly headBlock: number | null } | null = null
  let isDiskFailing = false

  function store(fresh: SubnetSnapshot): void {
    try {
      writeSnapshotFile(file, fresh)
      isDiskFailing = false
    } catch (error) {
      if (!isDiskFailing)
        log.warn({ file, error }, 'The metagraph cannot be written to the disk; it is kept in memory.')
      isDiskFailing = true
    }
  }

  const headBlock = () => chain.status().head?.number ?? null

  async function refresh(signal?: AbortSignal): Promise<SubnetSnapshot> {
    const metagraph = await chain.getMetagraph(netuid, signal && { signal })
    const fresh = snapshotOf(metagraph, { network, readAtMs: nowMs() })
    const isFirstLook = doubt === null || doubt.headBlock === headBlock()
    if (snapshot !== null && isFirstLook && isBehind(fresh, snapshot)) {
      doubt = { headBlock: headBlock() }
      log.warn(
        { block: fresh.block.number, neurons: fresh.neurons.length, keptBlock: snapshot.block.number },
        'The node knows an older or an empty metagraph; the one at hand stays until the next look.',
      )
      return fresh
    }
    doubt = null
    table = callerTable(fresh)
    snapshot = fresh
    isFresh = true
    isWanted = false
    store(fresh)
    log.debug({ block: fresh.block.number, neurons: fresh.neurons.length }, 'read the metagraph')
    return fresh
  }

  return {
    current: () => snapshot,
    table: () => table,
    want: () => {
      isWanted = true
    },
    refresh,
    async beat() {
      const { head } = chain.status()
      if (doubt !== null && doubt.headBlock === headBlock()) return
      const isDue =
        !isFresh ||
        doubt !== null ||
        snapshot === null ||
        (head !== null &&
          isMetagraphDue({
            headBlock: head.number,
            readAtBlock: snapshot.block.number,
            everyBlocks,
            isWanted,
          }))
      if (isDue) await refresh()
    },
  }
}
