import { EXIT } from '../output/exit-code.ts'
import { askKey } from '../wallet/chosen-key.ts'
import { newKeySource } from '../wallet/key-source.ts'
import { makeOneKey } from '../wallet/make-one-key.ts'
import { openWalletDialogue } from '../wallet/wallet-dialogue.ts'
import type { RunCommand } from './command.ts'

/** Makes a coldkey. */
export const run: RunCommand = async (context) => {
  const dialogue = openWalletDialogue(context)
  await makeOneKey(dialogue, await askKey(dialogue, 'coldkey', { isNew: true }), newKeySource(dialogue))
  return EXIT.ok
}
