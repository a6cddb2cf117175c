import type { StakeDryRun } from '../client.ts'
import { simulateSwap } from '../reads/simulate-swap.ts'
import { addStakeIntent } from './add-stake.ts'
import { judgeIntent } from './dry-run.ts'
import { readChainNow } from './intent.ts'
import { removeStakeIntent } from './remove-stake.ts'
import type { StakeChange } from './stake-intent.ts'
import type { WriteContext } from './write-context.ts'

/** What adding or removing stake would cost besides the amount, what it would give, and whether the runtime would take it. */
export async function dryRunStake(
  context: WriteContext,
  change: StakeChange & { readonly direction: 'add' | 'remove' },
): Promise<StakeDryRun> {
  const intent = change.direction === 'add' ? addStakeIntent(change) : removeStakeIntent(change)
  return context.withApi(
    async (api, apiContext) => {
      const chain = await readChainNow(api, apiContext)
      return { ...(await judgeIntent(chain, intent)), receivedRao: await simulateSwap(chain.at, change) }
    },
    change.signal ? { signal: change.signal } : {},
  )
}
