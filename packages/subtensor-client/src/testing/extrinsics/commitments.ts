import { uidOf } from '../neurons.ts'
import { type CallHandler, moduleFailure, numberArg } from './call-context.ts'

/** Bytes that a hotkey may commit in one epoch, and the least that one commitment counts for. */
const SPACE_PER_EPOCH = 3_100
const LEAST_SPACE = 100

const setCommitment: CallHandler = (context) => {
  const { view, signerSs58, blockNumber, args, emit } = context
  const netuid = numberArg(context, 'netuid')
  if (uidOf(view, netuid, signerSs58) === null)
    throw moduleFailure(view, 'Commitments.AccountNotAllowedCommit')

  const lastEpoch = Math.floor(
    (blockNumber + netuid + 1) / (view.number('SubtensorModule.Tempo', netuid) + 1),
  )
  const usedSpace =
    spaceUsedIn(context, lastEpoch) + Math.max(LEAST_SPACE, (args.info?.encodedLength ?? 0) - 2)
  if (usedSpace > SPACE_PER_EPOCH) throw moduleFailure(view, 'Commitments.SpaceLimitExceeded')

  view.put('Commitments.UsedSpaceOf', [netuid, signerSs58], { lastEpoch, usedSpace })
  view.put('Commitments.CommitmentOf', [netuid, signerSs58], {
    deposit: 0,
    block: blockNumber,
    info: args.info,
  })
  view.put('Commitments.LastCommitment', [netuid, signerSs58], blockNumber)
  emit('Commitments.Commitment', netuid, signerSs58)
}

function spaceUsedIn(context: Parameters<CallHandler>[0], epoch: number): number {
  const { view, signerSs58 } = context
  const key = [numberArg(context, 'netuid'), signerSs58] as const
  if (!view.has('Commitments.UsedSpaceOf', ...key)) return 0
  const used = view.read('Commitments.UsedSpaceOf', ...key).toJSON() as {
    lastEpoch: number
    usedSpace: number
  }
  return used.lastEpoch === epoch ? used.usedSpace : 0
}

export const commitmentCalls: Readonly<Record<string, CallHandler>> = {
  'commitments.setCommitment': setCommitment,
}
