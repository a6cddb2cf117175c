import { IgError } from '@ig/errors'
import type { DryRun } from '../client.ts'
import { estimateFeeRao } from './estimate-fee.ts'
import { type ChainNow, type Intent, readChainNow } from './intent.ts'
import type { WriteContext } from './write-context.ts'

const REFUSALS: readonly string[] = ['E_CHAIN_REFUSED', 'E_CHAIN_FUNDS', 'E_CHAIN_COST', 'E_CHAIN_SUBNET']

/**
 * What an intent would cost, and whether the runtime would take it as far as the state of the newest block tells.
 * Nothing is signed or sent.
 *
 * @throws IgError `E_CHAIN_ARGUMENT`, `E_SS58` for values that cannot be sent at all.
 */
export function dryRun(
  { withApi }: Pick<WriteContext, 'withApi'>,
  intent: Intent,
  signal: AbortSignal | undefined,
): Promise<DryRun> {
  return withApi(
    async (api, context) => judgeIntent(await readChainNow(api, context), intent),
    signal ? { signal } : {},
  )
}

/** The same on a chain that is at hand already. */
export async function judgeIntent(chain: ChainNow, intent: Intent): Promise<DryRun> {
  const feeRao = await estimateFeeRao(chain.api, intent.build(chain.api), intent.accountSs58)
  const problem = await intent.check(chain).then(() => null, refusalIn)
  return { feeRao, wouldSucceed: problem === null, problem }
}

function refusalIn(error: unknown): string {
  if (IgError.isInstance(error) && REFUSALS.includes(error.code)) return error.message
  throw error
}
