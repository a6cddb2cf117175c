import { verifyMessage } from '@ig/wallet'
import { EXIT } from '../output/exit-code.ts'
import { printFields } from '../wallet/print-fields.ts'
import { openWalletDialogue } from '../wallet/wallet-dialogue.ts'
import type { RunCommand } from './command.ts'

/** Says whether a signature is one of an address over a text: exit 0 where it is, 1 where it is not. */
export const run: RunCommand = async (context) => {
  const { prompter } = openWalletDialogue(context)
  const ask = async (flag: string, question: string): Promise<string> => {
    const given = context.flags.get(flag)
    return typeof given === 'string' ? given : prompter.text({ message: question, flag: `--${flag} VALUE` })
  }
  const message = await ask('message', 'The text that was signed')
  const signature = await ask('signature', 'The signature, in hex')
  const address = await ask('address', 'The address of the signer')
  const valid = verifyMessage({ message, signature: signature.trim(), address: address.trim() })
  printFields(context, { valid, address: address.trim() })
  return valid ? EXIT.ok : EXIT.failed
}
