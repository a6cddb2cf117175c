import type { CreatedKey } from '@ig/wallet'
import type { WalletDialogue } from './wallet-dialogue.ts'

/**
 * Shows a new phrase once, on a terminal. Without one it is given back for the output, but only where
 * `--print-mnemonic` asks for that; it is in the key's file either way.
 */
export function showMnemonic(
  { context, say }: WalletDialogue,
  key: string,
  { mnemonic, file }: Pick<CreatedKey, 'mnemonic' | 'file'>,
): { readonly mnemonic?: string } {
  if (mnemonic === null) return {}
  if (context.terminal.stderr.isTerminal) {
    // Past every log, and past the masking of secrets.
    say(`The mnemonic of the ${key}, shown this once; whoever has it has the key:`)
    context.terminal.stderr.write(`\n  ${mnemonic}\n\n`)
    return {}
  }
  if (context.flags.get('print-mnemonic') === true) return { mnemonic }
  say(`The mnemonic of the ${key} is in ${file} only: back that file up, or make keys on a terminal.`)
  return {}
}
