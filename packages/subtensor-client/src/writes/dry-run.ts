import { IgError } from '@ig/errors'
import type { DryRun } from '../client.ts'
import { estimateFeeRao } from './estimate-fee.ts'
import { type Intent, readChainNow } from './intent.ts'
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
    async (api, context) => {
      const chain = await readChainNow(api, context)
      const feeRao = await estimateFeeRao(api, intent.build(api), intent.accountSs58)
      const problem = await intent.check(chain).then(() => null, refusalIn)
      return { feeRao, wouldSucceed: problem === null, problem }
    },
    signal ? { signal } : {},
  )
}

function refusalIn(error: unknown): string {
  if (IgError.isInstance(error) && REFUSALS.includes(error.code)) return error.message
  throw error
}
