import { IgError } from '@ig/errors'
import type { Keypair } from '@ig/sr25519'
import type { ApiPromise } from '@polkadot/api'
import type { ExtrinsicOutcome } from '../chain-data.ts'
import type { WriteOptions } from '../client.ts'
import type { ApiContext } from '../connection/connection.ts'
import { isAlreadyInPool, poolRefusal } from '../errors/pool-refusal.ts'
import type { Refusal } from '../errors/refusal.ts'
import { chainRefused } from '../errors/write-errors.ts'
import { inTurn } from './account-turns.ts'
import { type Intent, readChainNow } from './intent.ts'
import { DEFAULT_ERA_BLOCKS, mortalEra } from './mortal-era.ts'
import { holdNonce, nextNonce } from './sent-nonces.ts'
import { type ReadMore, settleExtrinsic } from './settle-extrinsic.ts'
import { type SignedExtrinsic, signExtrinsic } from './sign-extrinsic.ts'
import { type WriteContext, writeSettings } from './write-context.ts'

/** What is to be sent, by whom, and what is to be known of it afterwards. */
export interface Submission<More extends object = object> {
  readonly intent: Intent
  readonly keypair: Keypair
  readonly options: WriteOptions
  /** Caps the era where a long one is a risk. */
  readonly maxEraBlocks?: number
  /** Reads what else belongs to the outcome, from the state of the block that holds it and of the one before. */
  readonly readMore?: ReadMore<More>
}

/**
 * Sends one extrinsic and finds out what became of it. It is signed once, with a fresh nonce and for a few blocks
 * only, and sent once: whatever happens after that is resolved by looking at the chain, never by sending again.
 *
 * An abort before it is sent rejects with the signal's reason, and nothing was sent; after that, the chain is looked
 * at once more.
 *
 * @throws IgError
 * - what the intent's check throws; `E_CHAIN_UNREACHABLE` and its like where it could not be sent: nothing was spent;
 * - `E_CHAIN_REFUSED`, `E_CHAIN_FUNDS`: the pool refused it, or a block holds it and it failed (`values.path`), or
 *   it can never be included any more (`values.error` is `EraEnded` or `NonceTaken`);
 * - `E_CHAIN_UNKNOWN_OUTCOME`: it was sent, and its fate is not known yet.
 */
export async function submitExtrinsic<More extends object>(
  context: WriteContext,
  submission: Submission<More>,
): Promise<ExtrinsicOutcome & More> {
  const { keypair, options, readMore } = submission
  const settings = writeSettings(context)
  options.signal?.throwIfAborted()
  return inTurn(
    Buffer.from(keypair.publicKey).toString('hex'),
    async (release) => {
      const { signed, isAccepted, refusal, cause } = await handOver(settings.withApi, submission)
      if (refusal !== null) throw refusedByPool(refusal, signed, cause)
      const letGo = holdNonce(accountKey(signed), signed.nonce)
      try {
        // The next one may begin: it takes the nonce after this one.
        if (isAccepted) release()
        return await settleExtrinsic(settings, signed, options, readMore ?? (async () => ({}) as More))
      } finally {
        letGo()
      }
    },
    options.signal,
  )
}

async function signNow(
  api: ApiPromise,
  context: ApiContext,
  { intent, keypair, options, maxEraBlocks = Number.POSITIVE_INFINITY }: Submission,
): Promise<SignedExtrinsic> {
  const chain = await readChainNow(api, context)
  const era = mortalEra({
    headBlock: chain.head.number,
    finalizedBlock: chain.finalizedBlock,
    periodBlocks: Math.min(options.eraBlocks ?? DEFAULT_ERA_BLOCKS, maxEraBlocks),
  })
  await intent.check(chain)
  const [saidByNode, birthHash] = await Promise.all([
    api.rpc.system.accountNextIndex(intent.accountSs58),
    api.rpc.chain.getBlockHash(era.birthBlock),
  ])
  const account = { genesisHash: api.genesisHash.toHex(), accountSs58: intent.accountSs58 }
  return signExtrinsic(api, intent.build(api), keypair, {
    nonce: nextNonce(accountKey(account), saidByNode.toNumber()),
    era,
    blockHash: birthHash.toHex(),
  })
}

/** The same key on two chains has two nonces. */
function accountKey({
  genesisHash,
  accountSs58,
}: Pick<SignedExtrinsic, 'genesisHash' | 'accountSs58'>): string {
  return `${genesisHash} ${accountSs58}`
}

interface Handover {
  readonly signed: SignedExtrinsic
  /** The node has it in its pool. False also means: nobody knows. */
  readonly isAccepted: boolean
  readonly refusal: Refusal | null
  readonly cause?: unknown
}

/**
 * Checks, signs and gives the extrinsic to a node, once, all on one connection: what was checked there is what the
 * node knows. Rejects only where nothing was sent.
 */
async function handOver(withApi: WriteContext['withApi'], submission: Submission): Promise<Handover> {
  const { signal } = submission.options
  let sent: SignedExtrinsic | null = null
  try {
    return await withApi(
      async (api, context) => {
        const signed = await signNow(api, context, submission)
        context.signal.throwIfAborted()
        sent = signed
        try {
          await api.rpc.author.submitExtrinsic(signed.hex)
          return { signed, isAccepted: true, refusal: null }
        } catch (cause) {
          return { signed, isAccepted: isAlreadyInPool(cause), refusal: poolRefusal(cause), cause }
        }
      },
      signal ? { signal } : {},
    )
  } catch (cause) {
    if (sent === null) throw cause
    return { signed: sent, isAccepted: false, refusal: null, cause }
  }
}

function refusedByPool(
  refusal: Refusal,
  { call, accountSs58, nonce }: SignedExtrinsic,
  cause: unknown,
): IgError {
  return chainRefused(refusal, { call, accountSs58, nonce }, IgError.isInstance(cause) ? cause.cause : cause)
}
