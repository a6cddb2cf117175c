import { formatTao } from '../chain-commands/tao.ts'
import { type CheckResult, ok, warn } from './check-result.ts'

/** What the coldkey could pay; a miner that has its place needs none of it. */
export function checkBalance({
  coldkeySs58,
  freeRao,
  burnRao,
  isRegistered,
}: {
  readonly coldkeySs58: string
  readonly freeRao: bigint
  /** What a registration burns at this block. */
  readonly burnRao: bigint
  readonly isRegistered: boolean
}): CheckResult {
  const seen = `${formatTao(freeRao)} of ${coldkeySs58}; a registration costs ${formatTao(burnRao)}`
  if (isRegistered || freeRao > burnRao) return ok('balance', seen)
  return warn(
    'balance',
    seen,
    `Send TAO to ${coldkeySs58}; on a test network \`pnpm miner faucet\` tells where it comes from.`,
  )
}
