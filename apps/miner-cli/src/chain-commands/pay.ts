import type { BlockRef, DryRun } from '@ig/subtensor-client'
import type { CommandContext } from '../commands/command.ts'
import { EXIT } from '../output/exit-code.ts'
import { jsonLine } from '../output/json-line.ts'
import type { OpenChain } from './open-chain.ts'
import { agreeToSpend, dryRunSentence, requireAcceptance, type SpendFlags } from './spending.ts'
import { formatTao } from './tao.ts'

type Output = Pick<CommandContext, 'json' | 'terminal'>

/** A payment whose figures have been shown, and which nobody has agreed to yet. */
export interface Payment {
  readonly quote: Pick<DryRun, 'wouldSucceed' | 'problem'>
  /** What a dry run prints with `--json`. */
  readonly figures: object
  /** What people agree to. */
  readonly question: string
  /** Opens the key and sends. */
  readonly send: () => Promise<void>
}

/** Ends as a dry run, or sends what the runtime would take and people have agreed to. Gives the exit code. */
export async function pay(
  { json, terminal }: Output,
  chain: OpenChain,
  spend: SpendFlags,
  { quote, figures, question, send }: Payment,
): Promise<number> {
  if (spend.dryRun) {
    terminal.stdout.write(json ? jsonLine({ dryRun: true, ...figures }) : `${dryRunSentence(quote)}\n`)
    return quote.wouldSucceed ? EXIT.ok : EXIT.refused
  }
  requireAcceptance(quote)
  await agreeToSpend(chain, spend, question)
  await send()
  return EXIT.ok
}

/** Says what it did to the balance and where it stands; prints `fields` with that, or the sentence. */
export function reportPaid(
  { json, terminal }: Output,
  { say }: Pick<OpenChain, 'say'>,
  paid: {
    readonly outcome: { readonly block: BlockRef; readonly extrinsicHash: string }
    readonly balanceBeforeRao: bigint
    readonly balanceAfterRao: bigint
    readonly fields: object
    readonly sentence: string
  },
): void {
  const { balanceBeforeRao, balanceAfterRao, outcome, fields, sentence } = paid
  const { block, extrinsicHash } = outcome
  say(`Balance: ${formatTao(balanceBeforeRao)} ➡ ${formatTao(balanceAfterRao)}`)
  say(`In block ${block.number} (${block.hash})`)
  terminal.stdout.write(
    json
      ? jsonLine({ ...fields, balanceBeforeRao, balanceAfterRao, blockHash: block.hash, extrinsicHash })
      : `✅ ${sentence}\n`,
  )
}
