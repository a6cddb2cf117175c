import { decodeBittensorAddress } from '@ig/protocol'
import { createColdkeyPublic } from '@ig/wallet'
import { EXIT } from '../output/exit-code.ts'
import { printFields } from '../wallet/print-fields.ts'
import { askWallet, openWalletDialogue, type WalletDialogue } from '../wallet/wallet-dialogue.ts'
import type { RunCommand } from './command.ts'

/** Writes `coldkeypub.txt` from an address, to watch a coldkey whose secret is somewhere else. */
export const run: RunCommand = async (context) => {
  const dialogue = openWalletDialogue(context)
  const location = await askWallet(dialogue, { isNew: true })
  const publicKey = publicKeyOf(await askAddress(dialogue))
  const overwrite = context.flags.get('overwrite')
  const { ss58, file } = createColdkeyPublic({
    ...location,
    publicKey,
    ...(typeof overwrite === 'string' && { overwrite }),
  })
  printFields(context, { coldkey: ss58, path: location.path, file })
  return EXIT.ok
}

async function askAddress({ context, prompter }: WalletDialogue): Promise<string> {
  const flags = ['ss58', 'ss58-address', 'public-key'].map((name) => context.flags.get(name))
  const given = flags.find((value) => value !== undefined)
  if (typeof given === 'string') return given
  return prompter.text({ message: 'The address or public key of the coldkey', flag: '--ss58 ADDRESS' })
}

function publicKeyOf(text: string): Uint8Array {
  if (/^0x[0-9a-f]{64}$/i.test(text)) return new Uint8Array(Buffer.from(text.slice(2), 'hex'))
  return decodeBittensorAddress(text)
}
