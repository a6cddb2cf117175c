import { IgError } from '@ig/errors'
import { formatTao } from './tao.ts'

/** `E_CHAIN_COST` where something costs more than `--max-cost` allows, else null. */
export function overLimit(cost: {
  readonly costRao: bigint
  readonly maxCostRao: bigint | null
}): IgError | null {
  const { costRao, maxCostRao } = cost
  if (maxCostRao === null || costRao <= maxCostRao) return null
  return new IgError({
    code: 'E_CHAIN_COST',
    message: 'It costs more than --max-cost allows; nothing was sent.',
    values: { cost: formatTao(costRao), maxCost: formatTao(maxCostRao) },
    hint: 'Raise --max-cost if it is worth that to you.',
  })
}

/** `E_CHAIN_FUNDS` where an account does not hold what is needed, else null. */
export function fundsMissing(funds: {
  readonly accountSs58: string
  readonly transferableRao: bigint
  readonly neededRao: bigint
}): IgError | null {
  const { accountSs58, transferableRao, neededRao } = funds
  if (transferableRao >= neededRao) return null
  return new IgError({
    code: 'E_CHAIN_FUNDS',
    message: 'The account does not hold enough for this; nothing was sent.',
    values: {
      account: accountSs58,
      needed: formatTao(neededRao),
      available: formatTao(transferableRao),
      missing: formatTao(neededRao - transferableRao),
    },
    hint: 'Send TAO to the account first; `pnpm miner faucet` says where test TAO comes from.',
  })
}
