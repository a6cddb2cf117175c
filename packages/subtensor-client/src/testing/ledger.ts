import { type Block, genesisBlock, sealBlock } from './block.ts'
import { type NeuronCount, START_BLOCK, writeGenesis } from './genesis.ts'
import type { Runtime } from './runtime.ts'
import { createState } from './state.ts'
import { createStateView } from './state-view.ts'

/** What happens to the chain of blocks. */
export type LedgerEvent =
  | { readonly type: 'head' | 'finalized'; readonly block: Block }
  | { readonly type: 'retracted'; readonly block: Block }

/** The blocks: those of the best chain, those that a fork left behind, and who wants to know. */
export interface Ledger {
  readonly runtime: Runtime
  head(): Block
  finalized(): Block
  /** Of the best chain. */
  at(number: number): Block | undefined
  /** Of the best chain or beside it. */
  byHash(hash: string): Block | undefined
  append(block: Block): void
  /** Takes blocks off the head; not below the finalized one. Returns them, newest first. */
  retract(depth: number): readonly Block[]
  finalizeUpTo(number: number): void
  listen(onEvent: (event: LedgerEvent) => void): () => void
}

/** Past states that are kept, as a node without archive keeps 256 and a bit. */
const KEPT_BLOCKS = 300

export function createLedger(
  runtime: Runtime,
  neurons: NeuronCount,
  genesisHash: string,
  nowMs: number,
): Ledger {
  const view = createStateView(runtime, createState())
  writeGenesis(view, neurons)
  const best: Block[] = [genesisBlock(view, genesisHash)]
  while (best.length <= START_BLOCK) best.push(emptyBlock(best[best.length - 1] as Block, nowMs))
  const byHash = new Map(best.map((block) => [block.hash, block]))
  const listeners = new Set<(event: LedgerEvent) => void>()
  let finalizedNumber = START_BLOCK

  const emit = (event: LedgerEvent) => {
    for (const listener of listeners) listener(event)
  }
  const head = () => best[best.length - 1] as Block

  return {
    runtime,
    head,
    finalized: () => best[finalizedNumber] as Block,
    at: (number) => best[number],
    byHash: (hash) => byHash.get(hash),
    append(block) {
      best.push(block)
      byHash.set(block.hash, block)
      const pruned = best[block.number - KEPT_BLOCKS]
      if (pruned && pruned.number > 0) byHash.delete(pruned.hash)
      emit({ type: 'head', block })
    },
    retract(depth) {
      const gone: Block[] = []
      while (gone.length < depth && head().number > finalizedNumber) gone.push(best.pop() as Block)
      for (const block of gone) emit({ type: 'retracted', block })
      return gone
    },
    finalizeUpTo(number) {
      while (finalizedNumber < Math.min(number, head().number)) {
        finalizedNumber += 1
        emit({ type: 'finalized', block: best[finalizedNumber] as Block })
      }
    },
    listen(onEvent) {
      listeners.add(onEvent)
      return () => listeners.delete(onEvent)
    },
  }
}

function emptyBlock(parent: Block, nowMs: number): Block {
  const state = parent.view.state.fork()
  const view = createStateView(parent.view.runtime, state)
  const block = sealBlock(view, parent, [], 0)
  view.put('System.Number', [], block.number)
  view.put('System.ParentHash', [], parent.hash)
  view.put('System.BlockHash', [parent.number], parent.hash)
  view.put('Timestamp.Now', [], nowMs)
  return block
}
