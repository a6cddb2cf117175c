import { readFileSync } from 'node:fs'
import { IgError } from '@ig/errors'
import { type KeySource, readKeyJson } from '@ig/wallet'
import { EXIT } from '../output/exit-code.ts'
import { askKey, askKeyKind } from '../wallet/chosen-key.ts'
import { makeOneKey } from '../wallet/make-one-key.ts'
import { openWalletDialogue, type WalletDialogue } from '../wallet/wallet-dialogue.ts'
import type { RunCommand } from './command.ts'

/** Takes a key over from a JSON file: an account that polkadot.js exported, or a plain key file of btcli. */
export const run: RunCommand = async (context) => {
  const dialogue = openWalletDialogue(context)
  const text = readJsonFile(await askFile(dialogue))
  const key = await askKey(dialogue, await askKeyKind(dialogue), { isNew: true })
  await makeOneKey(dialogue, key, await openJson(dialogue, text))
  return EXIT.ok
}

async function askFile({ context, prompter }: WalletDialogue): Promise<string> {
  return context.words[0] ?? prompter.text({ message: 'The JSON file', flag: 'the file after the command' })
}

function readJsonFile(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new IgError({
      code: 'E_ARGUMENT',
      message: 'The JSON file cannot be read.',
      values: { file, reason: (cause as NodeJS.ErrnoException).code },
      hint: 'Give the path of the exported account.',
      cause,
    })
  }
}

/** The password is asked for where the file turns out to need one. */
async function openJson({ context, prompter }: WalletDialogue, text: string): Promise<KeySource> {
  const given = context.settings['wallet.json_password'] ?? undefined
  try {
    return await readKeyJson(text, given)
  } catch (error) {
    const isAsked = IgError.isInstance(error) && error.code === 'E_WALLET_JSON_PASSWORD'
    if (!isAsked || given !== undefined) throw error
  }
  const password = await prompter.password({
    message: 'Password of the JSON file',
    flag: 'it by IG_WALLET_JSON_PASSWORD or IG_WALLET_JSON_PASSWORD_FILE',
  })
  return prompter.withSpinner('Opening the JSON file', () => readKeyJson(text, password))
}
