import { changePassword, passwordVariable } from '@ig/wallet'
import { EXIT } from '../output/exit-code.ts'
import { askKey, askKeyKind } from '../wallet/chosen-key.ts'
import { newPassword } from '../wallet/new-password.ts'
import { printFields } from '../wallet/print-fields.ts'
import { openWalletDialogue } from '../wallet/wallet-dialogue.ts'
import { keyFile, keyName, withPassword } from '../wallet/with-password.ts'
import type { RunCommand } from './command.ts'

/** Encrypts a key file with another password, or with none. The key stays the same. */
export const run: RunCommand = async (context) => {
  const dialogue = openWalletDialogue(context)
  const key = await askKey(dialogue, await askKeyKind(dialogue), { isNew: false })
  const { location, hotkey } = key
  const file = keyFile(key)
  const next =
    context.flags.get('no-password') === true
      ? null
      : await newPassword(dialogue, {
          key: keyName(key),
          file,
          setting: 'wallet.new_password',
          ignoreVariable: true,
        })
  const target =
    hotkey === null
      ? ({ ...location, key: 'coldkey' } as const)
      : ({ ...location, hotkey, key: 'hotkey' } as const)
  await withPassword(dialogue, key, 'Encrypting anew', (options) =>
    changePassword(target, { ...options, newPassword: next }),
  )
  const variable = passwordVariable(file)
  if (context.env[variable]) dialogue.say(`${variable} still holds the password of before.`)
  printFields(context, { file, encrypted: next !== null })
  return EXIT.ok
}
