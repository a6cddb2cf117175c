import { existsSync } from 'node:fs'
import { coldkeyPaths, type KeySource, listWallets, type WalletEntry } from '@ig/wallet'
import { askKeySource, newKeySource } from '../wallet/key-source.ts'
import { newPassword } from '../wallet/new-password.ts'
import { showMnemonic } from '../wallet/show-mnemonic.ts'
import { walletColdkey, walletHotkey, walletLocation } from '../wallet/wallet-addresses.ts'
import { type ChosenKey, keyFile, keyName } from '../wallet/with-password.ts'
import { isEncrypted, prepareKey } from '../wallet/write-key.ts'
import { chosenWay, type WalletWay } from './wallet-way.ts'
import type { Wizard } from './wizard.ts'

/** Settles the wallet: one that is there, a new one, or one made again from its mnemonics. */
export async function settleWallet(wizard: Wizard): Promise<void> {
  const way = await chosenWay(wizard, walletsOf(wizard))
  wizard.keep({ 'wallet.name': way.name, 'wallet.hotkey': way.hotkey })
  await makeColdkey(wizard, way)
  await makeHotkey(wizard, way)
  const { context, say } = wizard
  say(`✓ wallet: ${way.name}, coldkey ${walletColdkey(context)}`)
  say(`✓ hotkey: ${way.hotkey}, ${walletHotkey(context)}`)
}

function walletsOf({ context }: Wizard): readonly WalletEntry[] {
  return listWallets(walletLocation(context).path)
}

async function makeColdkey(wizard: Wizard, way: WalletWay): Promise<void> {
  const location = walletLocation(wizard.context)
  const { secretFile } = coldkeyPaths(location)
  // A coldkey whose public file alone is here is watched, and its secret is somewhere else.
  if (existsSync(secretFile) || existsSync(`${secretFile}pub.txt`)) return
  const key: ChosenKey = { location, hotkey: null }
  if (way.imports) wizard.say('The coldkey: what it was made from.')
  const source = way.imports ? await askKeySource(wizard) : newKeySource(wizard)
  const encrypt = isEncrypted(wizard, 'coldkey')
  if (encrypt) {
    const setting = 'wallet.coldkey_password'
    // Known from now on, so that the registration need not ask for it again.
    wizard.remember(setting, await newPassword(wizard, { key: keyName(key), file: keyFile(key), setting }))
  }
  await write(wizard, { key, source, encrypt })
}

async function makeHotkey(wizard: Wizard, way: WalletWay): Promise<void> {
  const key: ChosenKey = { location: walletLocation(wizard.context), hotkey: way.hotkey }
  if (existsSync(keyFile(key))) return
  await write(wizard, {
    key,
    source: await hotkeySource(wizard, way),
    encrypt: wizard.context.flags.get('encrypt-hotkey') === true,
  })
}

/** With -y the environment holds one phrase at most, which is the coldkey's. */
async function hotkeySource(wizard: Wizard, { imports }: WalletWay): Promise<KeySource> {
  if (!imports || wizard.unattended) return newKeySource(wizard)
  const choice = await wizard.prompter.select({
    message: 'The hotkey?',
    flag: '--wallet create',
    options: [
      { value: 'new', label: 'make a new one' },
      { value: 'import', label: 'import it, too' },
    ],
  })
  return choice === 'new' ? newKeySource(wizard) : askKeySource(wizard)
}

async function write(wizard: Wizard, planned: Parameters<typeof prepareKey>[1]): Promise<void> {
  const make = await prepareKey(wizard, planned)
  const made = await make()
  showMnemonic(wizard, keyName(planned.key), made)
}
