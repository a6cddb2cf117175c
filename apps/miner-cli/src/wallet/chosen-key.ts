import { IgError } from '@ig/errors'
import { findHotkey } from '@ig/wallet'
import { askHotkey, askWallet, type WalletDialogue } from './wallet-dialogue.ts'
import type { ChosenKey } from './with-password.ts'

/** Which kind of key: the flag's, or what people choose. */
export async function askKeyKind({ context, prompter }: WalletDialogue): Promise<'coldkey' | 'hotkey'> {
  const kinds = ['coldkey', 'hotkey'] as const
  const given = context.flags.get('key')
  const answer =
    given ??
    (await prompter.select({
      message: 'Which key?',
      flag: '--key coldkey or --key hotkey',
      options: kinds.map((value) => ({ value })),
    }))
  const kind = kinds.find((one) => one === answer)
  if (kind !== undefined) return kind
  throw new IgError({
    code: 'E_ARGUMENT',
    message: 'A key is the coldkey or a hotkey.',
    values: { key: given },
    hint: 'Give --key coldkey or --key hotkey.',
  })
}

/** The coldkey of the wallet, or a hotkey of it, by the settings or as people answer. */
export async function askKey(
  dialogue: WalletDialogue,
  kind: 'coldkey' | 'hotkey',
  { isNew }: { readonly isNew: boolean },
): Promise<ChosenKey> {
  const location = await askWallet(dialogue, { isNew })
  if (kind === 'coldkey') return { location, hotkey: null }
  const hotkey = await askHotkey(dialogue, location)
  // One that is there may be given by its address; its password's variable is named after its file.
  return { location, hotkey: isNew ? hotkey : findHotkey({ ...location, hotkey }).hotkey }
}
