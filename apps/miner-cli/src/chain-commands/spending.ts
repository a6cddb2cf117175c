import { IgError } from '@ig/errors'
import type { DryRun } from '@ig/subtensor-client'
import type { ChosenNetwork } from './chosen-network.ts'
import type { Dialogue } from './open-chain.ts'
import { parseTao } from './tao.ts'

/** What the flags of a command that spends say. */
export interface SpendFlags {
  /** Nobody is asked. */
  readonly yes: boolean
  /** Nothing is sent. */
  readonly dryRun: boolean
  /** The most that may leave the coldkey's balance, fee included; null where no limit is given. */
  readonly maxCostRao: bigint | null
}

/** @throws IgError `E_ARGUMENT` for a `--max-cost` that is no amount. */
export function readSpendFlags(flags: ReadonlyMap<string, string | boolean>): SpendFlags {
  const maxCost = flags.get('max-cost')
  return {
    yes: flags.get('yes') === true || flags.get('no-prompt') === true,
    dryRun: flags.get('dry-run') === true,
    maxCostRao: typeof maxCost === 'string' ? parseTao(maxCost, '--max-cost') : null,
  }
}

/**
 * Where nobody is asked, real money needs a limit.
 *
 * @throws IgError `E_ARGUMENT` for `--yes` without `--max-cost` off local networks.
 */
export function requireLimit({ yes, dryRun, maxCostRao }: SpendFlags, network: ChosenNetwork): void {
  if (!yes || dryRun || maxCostRao !== null || network.isLocal) return
  throw new IgError({
    code: 'E_ARGUMENT',
    message: 'With --yes nobody is asked, so that off local networks a limit is needed.',
    values: { network: network.name },
    hint: 'Add --max-cost TAO, the most that may be spent.',
  })
}

/** Lets people agree by typing it, unless they did so by flag. */
export async function agreeToSpend(
  { prompter, say }: Dialogue,
  { yes }: SpendFlags,
  question: string,
): Promise<void> {
  if (yes) return
  // On a line of its own, since an address and an amount fill one.
  say(question)
  await prompter.typed({ message: 'Type yes to go on', expect: 'yes', flag: '--yes (-y)' })
}

/**
 * Stops before anybody is asked for more where the runtime would refuse it anyway.
 *
 * @throws IgError `E_CHAIN_REFUSED`.
 */
export function requireAcceptance({ wouldSucceed, problem }: Pick<DryRun, 'wouldSucceed' | 'problem'>): void {
  if (wouldSucceed) return
  throw new IgError({
    code: 'E_CHAIN_REFUSED',
    message: `The runtime would refuse it; nothing was sent. ${problem ?? ''}`.trim(),
  })
}

/** What a dry run has found, as a sentence. */
export function dryRunSentence({ wouldSucceed, problem }: Pick<DryRun, 'wouldSucceed' | 'problem'>): string {
  if (wouldSucceed) return 'Dry run: nothing was sent; the runtime would take it.'
  return `Dry run: nothing was sent; the runtime would refuse it: ${problem ?? 'without a reason'}.`
}
