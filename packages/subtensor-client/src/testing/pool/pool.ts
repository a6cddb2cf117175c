import { u8aConcat, u8aToHex } from '@polkadot/util'
import { readAccount } from '../account.ts'
import { nextBlockView } from '../build-block.ts'
import { applyExtrinsic, checkValidity } from '../extrinsics/apply-extrinsic.ts'
import { calls } from '../extrinsics/calls.ts'
import type { Ledger } from '../ledger.ts'
import { RpcError } from '../rpc-error.ts'
import type { StateView } from '../state-view.ts'
import { type Refusal, type RefusalStyle, RefusedError, refusalToRpcError } from './refusal.ts'
import { createStatusFeed, type ExtrinsicStatus, type StatusFeed } from './status-feed.ts'
import { decodeSubmission, type Submission } from './submission.ts'

const VERIFICATION_ERROR = 1002
const ALREADY_IMPORTED = 1013
const PRIORITY_TOO_LOW = 1014

/** Extrinsics that wait for a block. */
export interface Pool {
  /** Takes a signed extrinsic, or throws the {@link RpcError} of a node that refuses. */
  submit(hex: string): Submission
  /** Says every status of an extrinsic, those of the past first. */
  watch(hash: string, onStatus: (status: ExtrinsicStatus) => void): () => void
  pending(): readonly string[]
  /** The account's next nonce, those that wait in the pool counted. */
  nextNonce(ss58: string): number
  /** `ApplyExtrinsicResult` in hex. */
  dryRun(hex: string): string
  /** Takes out what the next block can hold, by account in the order of nonces; drops what is no longer valid. */
  takeReady(view: StateView): readonly Submission[]
  /** Takes back what a retracted block held. */
  putBack(submissions: readonly Submission[]): void
  readonly statuses: StatusFeed
}

export interface PoolOptions {
  readonly ledger: Ledger
  readonly genesisHash: string
  readonly refusalStyle: RefusalStyle
  /** A refusal that a test asked for, used up by the asking. */
  readonly nextRefusal: () => Refusal | null
  readonly onTaken: (submission: Submission) => void
}

export function createPool({ ledger, genesisHash, refusalStyle, nextRefusal, onTaken }: PoolOptions): Pool {
  const waiting = new Map<string, Submission>()
  const statuses = createStatusFeed()

  const validate = (view: StateView, submission: Submission): Refusal | null => {
    try {
      checkValidity(view, submission, genesisHash)
      return null
    } catch (error) {
      if (error instanceof RefusedError) return error.refusal
      throw error
    }
  }

  const drop = (submission: Submission, status: ExtrinsicStatus) => {
    waiting.delete(submission.hash)
    statuses.say(submission.hash, status)
  }

  const bySigner = (ss58: string) => [...waiting.values()].filter(({ signerSs58 }) => signerSs58 === ss58)

  const nextNonce = (ss58: string): number => {
    let nonce = readAccount(ledger.head().view, ss58).nonce
    const taken = new Set(bySigner(ss58).map((submission) => submission.nonce))
    while (taken.has(nonce)) nonce += 1
    return nonce
  }

  const makeRoom = (submission: Submission) => {
    const rival = bySigner(submission.signerSs58).find(({ nonce }) => nonce === submission.nonce)
    if (!rival) return
    if (submission.tipRao <= rival.tipRao)
      throw new RpcError(
        PRIORITY_TOO_LOW,
        `Priority is too low: (${rival.tipRao} vs ${submission.tipRao})`,
        'The transaction has too low priority to replace another transaction already in the pool.',
      )
    drop(rival, { usurped: submission.hash })
  }

  return {
    statuses,
    watch: statuses.follow,
    nextNonce,
    pending: () => [...waiting.values()].map(({ hex }) => hex),
    submit(hex) {
      const submission = decodeSubmission(ledger.runtime, hex)
      if (waiting.has(submission.hash))
        throw new RpcError(ALREADY_IMPORTED, 'Transaction Already Imported', submission.hash)
      if (!(submission.call in calls))
        throw new RpcError(VERIFICATION_ERROR, `The in-memory chain does not model ${submission.call}.`)
      const refusal = nextRefusal() ?? validate(nextBlockView(ledger.head(), 0), submission)
      if (refusal !== null) throw refusalToRpcError(refusal, refusalStyle)
      makeRoom(submission)
      const isReady = submission.nonce === nextNonce(submission.signerSs58)
      waiting.set(submission.hash, submission)
      statuses.say(submission.hash, isReady ? 'ready' : 'future')
      if (isReady) statuses.say(submission.hash, { broadcast: ['in-memory'] })
      onTaken(submission)
      return submission
    },
    dryRun(hex) {
      const submission = decodeSubmission(ledger.runtime, hex)
      const view = nextBlockView(ledger.head(), 0)
      const refusal = validate(view, submission)
      const encode = (type: string, value: unknown) => ledger.runtime.create(type, value).toU8a()
      if (refusal !== null)
        return u8aToHex(u8aConcat([1], encode('TransactionValidityError', { Invalid: refusal })))
      const { dispatchError } = applyExtrinsic(view, submission, null).applied
      return dispatchError
        ? u8aToHex(u8aConcat([0, 1], encode('SpRuntimeDispatchError', dispatchError)))
        : '0x0000'
    },
    takeReady(view) {
      const ready: Submission[] = []
      const nonces = new Map<string, number>()
      for (const submission of [...waiting.values()].sort((a, b) => a.nonce - b.nonce)) {
        const { signerSs58, nonce } = submission
        const expected = nonces.get(signerSs58) ?? readAccount(view, signerSs58).nonce
        if (nonce > expected) continue
        const refusal = nonce < expected ? 'Stale' : validate(view, submission)
        if (refusal !== null) {
          drop(submission, 'invalid')
          continue
        }
        nonces.set(signerSs58, nonce + 1)
        waiting.delete(submission.hash)
        ready.push(submission)
      }
      return ready
    },
    putBack(submissions) {
      for (const submission of submissions) waiting.set(submission.hash, submission)
    },
  }
}
