import { signMessage } from '@ig/wallet'
import { EXIT } from '../output/exit-code.ts'
import { askKey } from '../wallet/chosen-key.ts'
import { printFields } from '../wallet/print-fields.ts'
import { openWalletDialogue } from '../wallet/wallet-dialogue.ts'
import { openKey } from '../wallet/with-password.ts'
import type { RunCommand } from './command.ts'

/** Signs a text with the coldkey, or with the hotkey when told. */
export const run: RunCommand = async (context) => {
  const dialogue = openWalletDialogue(context)
  const key = await askKey(dialogue, context.flags.get('use-hotkey') === true ? 'hotkey' : 'coldkey', {
    isNew: false,
  })
  const given = context.flags.get('message') ?? context.words[0]
  const message =
    typeof given === 'string'
      ? given
      : await dialogue.prompter.text({ message: 'The text to sign', flag: '--message TEXT' })
  const { keypair, ss58 } = await openKey(dialogue, key)
  printFields(context, { message, signature: signMessage(keypair, message), address: ss58 })
  return EXIT.ok
}
