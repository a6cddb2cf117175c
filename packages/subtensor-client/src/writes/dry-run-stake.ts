import type { DryRun } from '../client.ts'
import { addStakeIntent } from './add-stake.ts'
import { dryRun } from './dry-run.ts'
import { removeStakeIntent } from './remove-stake.ts'
import type { StakeChange } from './stake-intent.ts'
import type { WriteContext } from './write-context.ts'

/** What adding or removing stake would cost besides the amount, and whether the runtime would take it. */
export async function dryRunStake(
  context: WriteContext,
  change: StakeChange & { readonly direction: 'add' | 'remove' },
): Promise<DryRun> {
  const intent = change.direction === 'add' ? addStakeIntent(change) : removeStakeIntent(change)
  return dryRun(context, intent, change.signal)
}
