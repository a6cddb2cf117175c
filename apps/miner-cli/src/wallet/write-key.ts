import { existsSync } from 'node:fs'
import {
  type CreatedKey,
  createColdkey,
  createEncryptedHotkey,
  createHotkey,
  type KeySource,
} from '@ig/wallet'
import { newPassword } from './new-password.ts'
import type { WalletDialogue } from './wallet-dialogue.ts'
import { type ChosenKey, keyFile, keyName } from './with-password.ts'

/** A key that is to be written. */
export interface PlannedKey {
  readonly key: ChosenKey
  readonly source: KeySource
  readonly encrypt: boolean
}

/**
 * Asks all that there is to ask about a key, and gives what writes it. One that is there is given up only for its
 * name: after `--overwrite`, or typed.
 *
 * @throws IgError `E_PROMPT`; the writer `E_WALLET_EXISTS`, `E_WALLET_OVERWRITE` and what @ig/wallet throws.
 */
export async function prepareKey(
  dialogue: WalletDialogue,
  { key, source, encrypt }: PlannedKey,
): Promise<() => Promise<CreatedKey>> {
  const { location, hotkey } = key
  const overwrite = await mayOverwrite(dialogue, key)
  const password = encrypt ? await askPassword(dialogue, key) : null
  const { deriveKey } = dialogue.context
  const options = {
    ...location,
    ...source,
    ...(overwrite !== null && { overwrite }),
    ...(deriveKey && { deriveKey }),
  }
  return async () => {
    if (hotkey !== null && password === null) return createHotkey({ ...options, hotkey })
    return dialogue.prompter.withSpinner(`Encrypting the ${keyName(key)}`, (signal) =>
      hotkey === null
        ? createColdkey({ ...options, password, signal })
        : createEncryptedHotkey({ ...options, hotkey, password, signal }),
    )
  }
}

/** Whether a key is encrypted: a coldkey unless told not to, a hotkey only when told. */
export function isEncrypted({ context: { flags } }: WalletDialogue, kind: 'coldkey' | 'hotkey'): boolean {
  if (flags.get('no-password') === true) return false
  return (flags.get('use-password') ?? kind === 'coldkey') === true
}

function askPassword(dialogue: WalletDialogue, key: ChosenKey): Promise<string> {
  const setting = key.hotkey === null ? 'wallet.coldkey_password' : 'wallet.hotkey_password'
  return newPassword(dialogue, { key: keyName(key), file: keyFile(key), setting })
}

async function mayOverwrite(
  { context, prompter, say }: WalletDialogue,
  key: ChosenKey,
): Promise<string | null> {
  const flag = context.flags.get('overwrite')
  if (typeof flag === 'string') return flag
  if (!prompter.interactive || !existsSync(keyFile(key))) return null
  const name = key.hotkey ?? key.location.name
  say(`There is a ${keyName(key)} already, and a key that is overwritten is lost.`)
  await prompter.typed({
    message: `Type ${name} to overwrite it`,
    expect: name,
    flag: `--overwrite ${name}`,
  })
  return name
}
