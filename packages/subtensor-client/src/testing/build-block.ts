import { u8aToHex } from '@polkadot/util'
import { type Block, sealBlock } from './block.ts'
import { type Applied, applyExtrinsic } from './extrinsics/apply-extrinsic.ts'
import type { DispatchFailure } from './extrinsics/call-context.ts'
import { type ExtrinsicEvents, encodeEvents } from './extrinsics/events.ts'
import type { Submission } from './pool/submission.ts'
import { createStateView, type StateView } from './state-view.ts'

/** The state that the next block begins with: what its `on_initialize` leaves. */
export function nextBlockView(parent: Block, timestampMs: number): StateView {
  const view = createStateView(parent.view.runtime, parent.view.state.fork())
  view.put('System.Number', [], parent.number + 1)
  view.put('System.ParentHash', [], parent.hash)
  view.put('System.BlockHash', [parent.number], parent.hash)
  view.put('Timestamp.Now', [], timestampMs)
  for (const netuid of [1, 2]) {
    view.put('SubtensorModule.RegistrationsThisBlock', [netuid], 0)
    view.put(
      'SubtensorModule.BlocksSinceLastStep',
      [netuid],
      view.number('SubtensorModule.BlocksSinceLastStep', netuid) + 1,
    )
  }
  return view
}

export interface BuiltBlock {
  readonly block: Block
  readonly applied: readonly { readonly submission: Submission; readonly applied: Applied }[]
}

/** Builds the block on top of `parent`. `failures` are what a test wants calls to fail with, one a call. */
export function buildBlock(options: {
  readonly parent: Block
  readonly timestampMs: number
  readonly salt: number
  /** Chooses from the state that the block begins with. */
  readonly take: (view: StateView) => readonly Submission[]
  readonly nextFailure: (submission: Submission) => DispatchFailure | null
}): BuiltBlock {
  const { parent, timestampMs, salt, take, nextFailure } = options
  const start = nextBlockView(parent, timestampMs)
  const submissions = take(start)
  const applied: { submission: Submission; applied: Applied }[] = []
  const events: ExtrinsicEvents[] = [{ index: 0, events: [timestampSucceeded] }]

  let view = start
  for (const submission of submissions) {
    const one = applyExtrinsic(view, submission, nextFailure(submission))
    view = one.view
    applied.push({ submission, applied: one.applied })
    events.push({ index: applied.length, events: one.applied.events })
  }
  view.state.set(view.runtime.storageItem('System.Events').prefix, encodeEvents(view.runtime, events))
  view.put(
    'System.EventCount',
    [],
    events.reduce((count, one) => count + one.events.length, 0),
  )
  const extrinsics = [
    timestampExtrinsic(view, timestampMs),
    ...applied.map(({ submission }) => submission.hex),
  ]
  return { block: sealBlock(view, parent, extrinsics, salt), applied }
}

const timestampSucceeded = {
  name: 'System.ExtrinsicSuccess',
  fields: [{ weight: { refTime: 268_717_000, proofSize: 1493 }, class: 'Mandatory', paysFee: 'Yes' }],
}

/** Every block begins with its time, so that extrinsics are counted from 1. */
function timestampExtrinsic(view: StateView, timestampMs: number): string {
  const call = view.runtime.registry.createType('Call', {
    callIndex: view.runtime.callIndex('Timestamp.set'),
    args: { now: timestampMs },
  })
  const bare = view.runtime.registry.createType('Extrinsic', call, { version: 4 })
  return u8aToHex(bare.toU8a())
}
