import { IgError } from '@ig/errors'
import type { Keypair } from '@ig/sr25519'
import { coldkeyPaths, passwordVariable, unlockColdkey, type WalletLocation } from '@ig/wallet'
import type { Dialogue } from './open-chain.ts'

const TRIES = 3

/**
 * The coldkey's keypair, for one extrinsic: the password comes from the environment, else people are asked.
 *
 * @throws IgError `E_WALLET_PASSWORD` for a wrong one (people may try three times), `E_PROMPT` where nobody can be
 * asked, `E_WALLET_MISMATCH` where the file holds another key than `ss58`.
 */
export async function openColdkey(
  { prompter, say }: Dialogue,
  location: WalletLocation,
  expectedSs58: string,
): Promise<Keypair> {
  const variable = passwordVariable(coldkeyPaths(location).secretFile)
  for (let attempt = 1; ; attempt++) {
    let asked = false
    const password = async () => {
      asked = true
      const typed = await prompter.password({
        message: `Password of the coldkey of ${location.name}`,
        flag: `the password in the environment variable ${variable}`,
      })
      say('Unlocking the coldkey ...')
      return typed
    }
    try {
      const { keypair, ss58, file } = await unlockColdkey(location, { password, env: process.env })
      if (ss58 !== expectedSs58) throw otherKey(file, ss58, expectedSs58)
      return keypair
    } catch (error) {
      const again =
        asked && attempt < TRIES && IgError.isInstance(error) && error.code === 'E_WALLET_PASSWORD'
      if (!again) throw error
      say('That password does not open the coldkey; please type it again.')
    }
  }
}

function otherKey(file: string, ss58: string, expectedSs58: string): IgError {
  return new IgError({
    code: 'E_WALLET_MISMATCH',
    message: 'The coldkey file holds another key than the coldkeypub.txt beside it; nothing was sent.',
    values: { file, ss58, coldkeypub: expectedSs58 },
    hint: 'Restore the file that belongs to the key that you mean to use.',
  })
}
