import { EXIT } from '../output/exit-code.ts'
import { askKey, askKeyKind } from '../wallet/chosen-key.ts'
import { askKeySource } from '../wallet/key-source.ts'
import { makeOneKey } from '../wallet/make-one-key.ts'
import { openWalletDialogue } from '../wallet/wallet-dialogue.ts'
import type { CommandContext, RunCommand } from './command.ts'

/** Makes a coldkey or a hotkey again from its mnemonic, its seed or its secret URI. */
export const run: RunCommand = (context) => regenerate(context)

/** The same for one kind of key, which is then not asked for. */
export async function regenerate(context: CommandContext, kind?: 'coldkey' | 'hotkey'): Promise<number> {
  const dialogue = openWalletDialogue(context)
  const key = await askKey(dialogue, kind ?? (await askKeyKind(dialogue)), { isNew: true })
  await makeOneKey(dialogue, key, await askKeySource(dialogue))
  return EXIT.ok
}
