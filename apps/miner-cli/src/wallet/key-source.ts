import { IgError } from '@ig/errors'
import type { KeySource } from '@ig/wallet'
import type { CommandContext } from '../commands/command.ts'
import type { WalletDialogue } from './wallet-dialogue.ts'

/**
 * What a key is to be made from again: the setting `wallet.mnemonic`, the standard input where it is no terminal,
 * or what people type.
 *
 * @throws IgError `E_PROMPT` where there is none of these.
 */
export async function askKeySource({ context, prompter }: WalletDialogue): Promise<KeySource> {
  const given = context.settings['wallet.mnemonic'] ?? (await textOf(context.stdin))
  const typed = given || (await prompter.password({ message: QUESTION, flag: INSTEAD }))
  return sourceOf(typed)
}

const QUESTION = 'Mnemonic, seed (0x...) or secret URI'
const INSTEAD = 'it on the standard input, or by IG_WALLET_MNEMONIC or IG_WALLET_MNEMONIC_FILE'

/**
 * A seed is 0x and 64 hex digits, a secret URI has slashes, and a mnemonic has neither.
 *
 * @throws IgError `E_SEED` for a seed of another form: what is mistyped would open another account.
 */
export function sourceOf(text: string): KeySource {
  const trimmed = text.trim()
  if (trimmed.includes('/')) return { uri: trimmed }
  if (!/^0x/i.test(trimmed)) return { mnemonic: trimmed }
  if (!/^0x[0-9a-f]{64}$/i.test(trimmed)) {
    throw new IgError({
      code: 'E_SEED',
      message: 'The seed is not 0x and 64 hex digits.',
      values: { characters: trimmed.length },
      hint: 'Type it again; a mnemonic has words, and a secret URI slashes.',
    })
  }
  return { seed: new Uint8Array(Buffer.from(trimmed.slice(2), 'hex')) }
}

/** A new key, or the one of a development URI. Any other URI holds a secret, which no flag may. */
export function newKeySource({ context: { flags } }: WalletDialogue): KeySource {
  const uri = flags.get('uri')
  if (typeof uri === 'string') return { uri: developmentUri(uri) }
  const words = Number(flags.get('n-words') ?? 12)
  if (words === 12 || words === 15 || words === 18 || words === 21 || words === 24) return { words }
  throw new IgError({
    code: 'E_ARGUMENT',
    message: 'A mnemonic has 12, 15, 18, 21 or 24 words.',
    values: { 'n-words': flags.get('n-words') },
  })
}

function developmentUri(uri: string): string {
  // btcli takes a bare name as well.
  if (/^[A-Za-z]\w*$/.test(uri)) return `//${uri}`
  if (/^(\/\/?[^/]+)+$/.test(uri)) return uri
  throw new IgError({
    code: 'E_SECRET_FLAG',
    message: 'A secret is not taken from a flag, because other users of the machine can read flags.',
    values: { flag: '--uri' },
    hint: 'A URI of development is a path alone, as //Alice; for another use `wallet regen`, which asks for it.',
  })
}

async function textOf(stdin: CommandContext['stdin']): Promise<string> {
  if (stdin.isTTY) return ''
  let text = ''
  for await (const chunk of stdin.setEncoding('utf8')) text += chunk
  return text.trim()
}
