import { IgError } from '@ig/errors'
import { listWallets } from '@ig/wallet'

/** The same error; where it says that a key is missing, with the wallets that there are, since names are mistyped. */
export function withWalletsThere(error: unknown, path: string, hint: string): unknown {
  if (!IgError.isInstance(error) || error.code !== 'E_WALLET_MISSING') return error
  const wallets = listWallets(path).map(
    ({ name, hotkeys }) => `${name} (${hotkeys.map((hotkey) => hotkey.name).join(', ')})`,
  )
  return new IgError({
    code: 'E_WALLET_MISSING',
    message: error.summary,
    values: { ...error.values, ...(wallets.length > 0 && { wallets }) },
    hint,
    cause: error,
  })
}
