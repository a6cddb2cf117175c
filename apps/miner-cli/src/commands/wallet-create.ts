import { existsSync } from 'node:fs'
import { readColdkeyPublic, readHotkeyPublic } from '@ig/wallet'
import { EXIT } from '../output/exit-code.ts'
import { askKey } from '../wallet/chosen-key.ts'
import { newKeySource } from '../wallet/key-source.ts'
import { printFields } from '../wallet/print-fields.ts'
import { showMnemonic } from '../wallet/show-mnemonic.ts'
import { openWalletDialogue, type WalletDialogue } from '../wallet/wallet-dialogue.ts'
import { type ChosenKey, keyFile, keyName } from '../wallet/with-password.ts'
import { isEncrypted, prepareKey } from '../wallet/write-key.ts'
import type { RunCommand } from './command.ts'

/** Makes the coldkey and the hotkey, or the one of them that is missing; overwrites nothing. */
export const run: RunCommand = async (context) => {
  const dialogue = openWalletDialogue(context)
  const hotkey = await askKey(dialogue, 'hotkey', { isNew: true })
  const coldkey = { ...hotkey, hotkey: null }
  // All is asked before the first key is written, so that nobody who breaks off leaves half a wallet.
  const makeColdkey = await missingKey(dialogue, coldkey, isEncrypted(dialogue, 'coldkey'))
  const makeHotkey = await missingKey(dialogue, hotkey, context.flags.get('encrypt-hotkey') === true)
  const madeColdkey = await makeColdkey()
  const madeHotkey = await makeHotkey()
  printFields(context, {
    coldkey: madeColdkey.ss58,
    hotkey: madeHotkey.ss58,
    path: hotkey.location.path,
    ...(madeColdkey.mnemonic !== undefined && { coldkeyMnemonic: madeColdkey.mnemonic }),
    ...(madeHotkey.mnemonic !== undefined && { hotkeyMnemonic: madeHotkey.mnemonic }),
  })
  return EXIT.ok
}

type MakeKey = () => Promise<{ readonly ss58: string; readonly mnemonic?: string }>

async function missingKey(dialogue: WalletDialogue, key: ChosenKey, encrypt: boolean): Promise<MakeKey> {
  if (isThere(key)) {
    const { ss58 } = publicKeyOf(key)
    dialogue.say(`The ${keyName(key)} is there already and stays as it is.`)
    return async () => ({ ss58 })
  }
  const write = await prepareKey(dialogue, { key, source: newKeySource(dialogue), encrypt })
  return async () => {
    const made = await write()
    return { ss58: made.ss58, ...showMnemonic(dialogue, keyName(key), made) }
  }
}

/** A coldkey whose public file alone is here is watched, and its secret is somewhere else. */
function isThere(key: ChosenKey): boolean {
  const file = keyFile(key)
  return existsSync(file) || existsSync(key.hotkey === null ? `${file}pub.txt` : file)
}

function publicKeyOf({ location, hotkey }: ChosenKey) {
  return hotkey === null ? readColdkeyPublic(location) : readHotkeyPublic({ ...location, hotkey })
}
