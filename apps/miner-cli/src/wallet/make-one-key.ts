import type { KeySource } from '@ig/wallet'
import { printFields } from './print-fields.ts'
import { showMnemonic } from './show-mnemonic.ts'
import type { WalletDialogue } from './wallet-dialogue.ts'
import { type ChosenKey, keyName } from './with-password.ts'
import { isEncrypted, prepareKey } from './write-key.ts'

/** Writes one key, shows its phrase where it is new, and prints who it is. */
export async function makeOneKey(dialogue: WalletDialogue, key: ChosenKey, source: KeySource): Promise<void> {
  const kind = key.hotkey === null ? 'coldkey' : 'hotkey'
  const write = await prepareKey(dialogue, { key, source, encrypt: isEncrypted(dialogue, kind) })
  const made = await write()
  const mnemonic = showMnemonic(dialogue, keyName(key), made)
  printFields(dialogue.context, { [kind]: made.ss58, path: key.location.path, file: made.file, ...mnemonic })
}
