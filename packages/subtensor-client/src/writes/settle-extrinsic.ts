import { IgError } from '@ig/errors'
import type { ApiPromise } from '@polkadot/api'
import type { BlockRef, ExtrinsicOutcome } from '../chain-data.ts'
import type { WriteOptions } from '../client.ts'
import type { ApiContext } from '../connection/connection.ts'
import { chainRefused, outcomeUnknown } from '../errors/write-errors.ts'
import { type ChainState, openState } from '../reads/chain-state.ts'
import { type AbsenceVerdict, judgeAbsence } from './judge-absence.ts'
import { startPatience } from './patience.ts'
import { type Execution, readExecution } from './read-events.ts'
import { type ChainSearch, createChainSearch } from './search-chain.ts'
import type { SignedExtrinsic } from './sign-extrinsic.ts'
import type { WriteSettings } from './write-context.ts'

/** What a look at the chain came to. */
type Look<More> = { readonly verdict: AbsenceVerdict } | InBlock<More>

interface InBlock<More> {
  readonly verdict: 'included'
  readonly block: BlockRef
  readonly finalized: boolean
  readonly execution: Execution
  readonly more: More
}

/** Reads what else belongs to an outcome, from the state of its block and of the one before. */
export type ReadMore<More> = (at: ChainState, before: ChainState) => Promise<More>

/**
 * Follows an extrinsic that was sent until its fate is certain: its outcome, `E_CHAIN_REFUSED` or `E_CHAIN_FUNDS`
 * where it failed or can never be included, `E_CHAIN_UNKNOWN_OUTCOME` where patience or the caller's signal ended
 * first. Where those ended while it waited for finality, its outcome so far is given, with `finalized` false. Lost
 * connections, silent nodes and forks on the way are waited out.
 */
export async function settleExtrinsic<More extends object>(
  settings: WriteSettings,
  signed: SignedExtrinsic,
  { signal, waitFor = 'inclusion' }: WriteOptions,
  readMore: ReadMore<More>,
): Promise<ExtrinsicOutcome & More> {
  const search = createChainSearch(signed)
  const patience = startPatience(settings, signed, signal)
  const stopWatching = settings.watchHeads(patience.wake)
  let last: Look<More> = { verdict: 'wait' }
  let problem: unknown
  try {
    while (!patience.signal.aborted && !isClosed(problem)) {
      const isLastLook = signal?.aborted ?? false
      try {
        last = await settings.withApi(
          (api, context) => lookOnce({ api, context, search, signed, readMore }),
          {
            signal: patience.signal,
          },
        )
      } catch (cause) {
        problem = cause
      }
      const isDone =
        last.verdict === 'included' ? waitFor === 'inclusion' || last.finalized : last.verdict !== 'wait'
      if (isDone || isLastLook) break
      await patience.pause(settings.pollMs)
    }
  } finally {
    stopWatching()
    patience.end()
  }
  if (last.verdict === 'included') return { ...outcomeOf(last, signed), ...last.more }
  if (last.verdict !== 'wait') throw neverIncluded(last.verdict, signed)
  const { call, hash, nonce, accountSs58, lastEraBlock } = signed
  throw outcomeUnknown({
    call,
    extrinsicHash: hash,
    accountSs58,
    nonce,
    lastEraBlock,
    searchedUpToBlock: search.searchedUpToBlock(),
    cause: signal?.aborted ? signal.reason : problem,
  })
}

async function lookOnce<More>({
  api,
  context,
  search,
  signed: { accountSs58, nonce, lastEraBlock },
  readMore,
}: {
  readonly api: ApiPromise
  readonly context: ApiContext
  readonly search: ChainSearch
  readonly signed: SignedExtrinsic
  readonly readMore: ReadMore<More>
}): Promise<Look<More>> {
  const sighting = await search.look(api, context)
  if (sighting.found === null) return { verdict: judgeAbsence(sighting.absence, { nonce, lastEraBlock }) }
  const { block, index, parentHash, finalized } = sighting.found
  const [apiAt, at, before] = await Promise.all([
    api.at(block.hash),
    openState(api, context, block.hash),
    openState(api, context, parentHash),
  ])
  const execution = await readExecution(apiAt, at, { index, accountSs58 })
  return { verdict: 'included', block, finalized, execution, more: await readMore(at, before) }
}

function isClosed(problem: unknown): boolean {
  return IgError.isInstance(problem) && problem.code === 'E_CHAIN_CLOSED'
}

/** An extrinsic in a block either did what it was for, or the runtime says why it did not. */
function outcomeOf(
  { block, finalized, execution }: InBlock<object>,
  { call, hash }: SignedExtrinsic,
): ExtrinsicOutcome {
  const { events, feeRao, refusal } = execution
  if (refusal !== null) {
    throw chainRefused(refusal, {
      call,
      extrinsicHash: hash,
      block: block.number,
      blockHash: block.hash,
      feeRao,
    })
  }
  return { extrinsicHash: hash, block, finalized, feeRao, events }
}

function neverIncluded(
  error: 'NonceTaken' | 'EraEnded',
  { call, hash, accountSs58, nonce, lastEraBlock }: SignedExtrinsic,
): IgError {
  return chainRefused(
    { error, pallet: 'TransactionPool', docs: '', path: 'pool' },
    { call, extrinsicHash: hash, accountSs58, nonce, lastEraBlock },
  )
}
