import { IgError } from '@ig/errors'
import type { OpenChain } from './open-chain.ts'

/** What may have happened although no outcome is known, and the commands that tell. */
export interface WhereToLook {
  /** For instance "the registration". */
  readonly what: string
  readonly commands: readonly string[]
}

/**
 * Sends and waits for the block, with a spinner. Whatever leaves the outcome open is said to do so, together with what
 * to look at before sending again.
 *
 * @throws IgError what `run` throws, and `E_INTERRUPTED` after Ctrl+C.
 */
export async function sendAndWait<T>(
  { prompter, say }: OpenChain,
  { label, look }: { readonly label: string; readonly look: WhereToLook },
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  say(`${label} ...`)
  try {
    return await prompter.withSpinner('Waiting for a block', run)
  } catch (error) {
    throw withPlaceToLook(error, look)
  }
}

const OPEN_OUTCOMES: readonly string[] = ['E_CHAIN_UNKNOWN_OUTCOME', 'E_INTERRUPTED']

/** The same error, with the commands that tell what happened, where it leaves that open. */
export function withPlaceToLook(error: unknown, { what, commands }: WhereToLook): unknown {
  if (!IgError.isInstance(error) || !OPEN_OUTCOMES.includes(error.code)) return error
  return new IgError({
    code: error.code as `E_${string}`,
    message: `It is not known whether ${what} is on the chain: it was on its way.`,
    values: error.values,
    hint: [
      `Before you do it again, look: ${commands.map((command) => `\`pnpm miner ${command}\``).join(', ')}.`,
      ...(error.hint === undefined ? [] : [error.hint]),
    ].join(' '),
    cause: error,
  })
}
