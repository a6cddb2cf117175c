import { IgError } from '@ig/errors'
import type { Keypair } from '@ig/sr25519'
import type { CommandContext } from '../commands/command.ts'
import { walletLocation } from '../wallet/wallet-addresses.ts'
import { openKey } from '../wallet/with-password.ts'
import type { Dialogue } from './open-chain.ts'

/**
 * The coldkey's keypair, for one extrinsic: the password comes from the environment, else people are asked.
 *
 * @throws IgError `E_WALLET_MISMATCH` where the file holds another key than `expectedSs58`; what `openKey` throws.
 */
export async function openColdkey(
  context: CommandContext,
  { prompter, say }: Dialogue,
  expectedSs58: string,
): Promise<Keypair> {
  const key = { location: walletLocation(context), hotkey: null }
  const { keypair, ss58, file } = await openKey({ context, prompter, say }, key)
  if (ss58 === expectedSs58) return keypair
  throw new IgError({
    code: 'E_WALLET_MISMATCH',
    message: 'The coldkey file holds another key than the coldkeypub.txt beside it; nothing was sent.',
    values: { file, ss58, coldkeypub: expectedSs58 },
    hint: 'Restore the file that belongs to the key that you mean to use.',
  })
}
