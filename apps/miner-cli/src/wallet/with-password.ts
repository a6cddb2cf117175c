import { IgError } from '@ig/errors'
import {
  coldkeyPaths,
  hotkeyPaths,
  passwordVariable,
  type UnlockedKey,
  unlockColdkey,
  unlockHotkey,
  type WalletLocation,
} from '@ig/wallet'
import type { CommandContext } from '../commands/command.ts'
import type { WalletDialogue } from './wallet-dialogue.ts'

const TRIES = 3

/** A key of a wallet: its coldkey, or one of its hotkeys. */
export interface ChosenKey {
  readonly location: WalletLocation
  /** Null for the coldkey. */
  readonly hotkey: string | null
}

/** The key for people: `coldkey miner`, `hotkey default of miner`. */
export function keyName({ location, hotkey }: ChosenKey): string {
  return hotkey === null ? `coldkey ${location.name}` : `hotkey ${hotkey} of ${location.name}`
}

/** The file with the key's secret. */
export function keyFile({ location, hotkey }: ChosenKey): string {
  return (hotkey === null ? coldkeyPaths(location) : hotkeyPaths({ ...location, hotkey })).secretFile
}

/** Opens a key under a spinner, with the password that the environment has or that is asked for. */
export function openKey(dialogue: WalletDialogue, key: ChosenKey): Promise<UnlockedKey> {
  const { location, hotkey } = key
  return withPassword(dialogue, key, 'Opening', (options) =>
    hotkey === null ? unlockColdkey(location, options) : unlockHotkey({ ...location, hotkey }, options),
  )
}

/** The password, if there is one yet, where else it may be found, and what ends the work. */
export interface PasswordTry extends Pick<CommandContext, 'env' | 'deriveKey'> {
  readonly password?: string
  readonly signal: AbortSignal
}

/**
 * Runs what needs the password of a key file: first with none but the environment's and the setting's; where the
 * file turns out to be encrypted people are asked, three times at most.
 *
 * @throws IgError `E_PROMPT` where nobody can be asked, `E_WALLET_PASSWORD`, and what `run` throws.
 */
export async function withPassword<T>(
  { context, prompter, say }: WalletDialogue,
  key: ChosenKey,
  verb: string,
  run: (options: PasswordTry) => Promise<T>,
): Promise<T> {
  const setting = key.hotkey === null ? 'wallet.coldkey_password' : 'wallet.hotkey_password'
  const { env, deriveKey } = context
  const attempt = (password: string | null) =>
    prompter.withSpinner(`${verb} the ${keyName(key)}`, (signal) =>
      run({ env, signal, ...(deriveKey && { deriveKey }), ...(password !== null && { password }) }),
    )
  try {
    return await attempt(context.settings[setting])
  } catch (error) {
    if (!isCode(error, 'E_WALLET_ENCRYPTED')) throw error
  }
  const own = `IG_${setting.replaceAll('.', '_').toUpperCase()}`
  for (let left = TRIES - 1; ; left--) {
    const password = await prompter.password({
      message: `Password of the ${keyName(key)}`,
      flag: `it by ${passwordVariable(keyFile(key))} as btcli does, or by ${own} or ${own}_FILE`,
    })
    try {
      return await attempt(password)
    } catch (error) {
      if (left === 0 || !isCode(error, 'E_WALLET_PASSWORD')) throw error
      say('That password does not open it; please type it again.')
    }
  }
}

function isCode(error: unknown, code: string): boolean {
  return IgError.isInstance(error) && error.code === code
}
