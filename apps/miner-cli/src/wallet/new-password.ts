import { environmentPassword, passwordVariable } from '@ig/wallet'
import type { WalletDialogue } from './wallet-dialogue.ts'

/** Where people type it; what the environment says is taken as it is. */
const MIN_LENGTH = 8

/** What a password is for, and where it may come from beside the file's `BT_PW_` variable. */
export interface NewPassword {
  /** The key, for people: `coldkey miner`. */
  readonly key: string
  readonly file: string
  readonly setting: 'wallet.coldkey_password' | 'wallet.hotkey_password' | 'wallet.new_password'
  /** True where the file's own variable still holds the password of before. */
  readonly ignoreVariable?: boolean
}

/**
 * The password of a key that is about to be written: the file's `BT_PW_` variable's, the setting's, or one that is
 * typed twice.
 *
 * @throws IgError `E_WALLET_PASSWORD_VARIABLE` for a variable that holds something else, `E_PROMPT` where nobody
 * can be asked.
 */
export async function newPassword(
  { context, prompter }: WalletDialogue,
  { key, file, setting, ignoreVariable = false }: NewPassword,
): Promise<string> {
  const given = (ignoreVariable ? null : environmentPassword(file, context.env)) ?? context.settings[setting]
  if (given !== null) return given
  const variable = passwordVariable(file)
  const own = `IG_${setting.replaceAll('.', '_').toUpperCase()}`
  return prompter.password({
    message: `A new password for the ${key}`,
    flag: `it by ${ignoreVariable ? '' : `${variable} as btcli does, by `}${own} or ${own}_FILE, or --no-password`,
    repeat: true,
    validate: (answer) =>
      answer.length < MIN_LENGTH ? `Take at least ${MIN_LENGTH} characters, as btcli asks for.` : undefined,
  })
}
