import { IgError } from '@ig/errors'
import type { Prompter } from '../prompt/prompter.ts'
import type { RoundEstimate } from './round-estimate.ts'

/** The estimate in a line. */
export function estimateText({ forecasts, modelCalls, expectedUsd }: RoundEstimate, capUsd: number): string {
  const cost =
    expectedUsd === null ? 'a cost that is not known' : `about ${expectedUsd.toFixed(2)} USD (an estimate)`
  return `${forecasts} forecasts to make: about ${modelCalls} model calls for ${cost}; the cap of this run is ${capUsd.toFixed(2)} USD`
}

/**
 * Lets a round begin that the cap will probably cut short only where someone says so: the cap holds in any case, and
 * a round that it stopped can go on.
 *
 * @throws IgError E_COST where nobody says yes, E_PROMPT where nobody can be asked
 */
export async function confirmCost(
  { expectedUsd }: RoundEstimate,
  { capUsd, yes, prompter }: { readonly capUsd: number; readonly yes: boolean; readonly prompter: Prompter },
): Promise<void> {
  if (yes || (expectedUsd !== null && expectedUsd <= capUsd)) return
  const agreed = await prompter.confirm({
    message: 'That is more than the cap, which will then stop the round. Begin all the same?',
    flag: '--max-cost-usd for a higher cap, or -y to begin all the same',
  })
  if (agreed) return
  throw new IgError({
    code: 'E_COST',
    message: 'The round was not begun.',
    values: { expectedUsd, capUsd },
    hint: 'Raise --max-cost-usd, or ask for less with --preset fast or --dates 3.',
  })
}
