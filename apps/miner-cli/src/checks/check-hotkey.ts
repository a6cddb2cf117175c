import { statSync } from 'node:fs'
import { IgError } from '@ig/errors'
import {
  type DeriveKey,
  findHotkey,
  hotkeyPaths,
  listWallets,
  passwordVariable,
  unlockHotkey,
} from '@ig/wallet'
import type { Settings } from '../settings/settings-table.ts'
import { type CheckResult, fail, ok, warn } from './check-result.ts'
import { failedCheck } from './failed-check.ts'

const NAME = 'hotkey'

/**
 * Whether the hotkey can be opened without anybody at the keyboard, as under a supervisor, and is for its owner alone.
 * The coldkey's secret is not looked at.
 */
export async function checkHotkey(
  settings: Settings,
  {
    env,
    deriveKey,
    signal,
  }: {
    readonly env: Readonly<Record<string, string | undefined>>
    readonly deriveKey?: DeriveKey | undefined
    readonly signal: AbortSignal
  },
): Promise<CheckResult> {
  const location = {
    path: settings['wallet.path'],
    name: settings['wallet.name'],
    hotkey: settings['wallet.hotkey'],
  }
  try {
    const password = settings['wallet.hotkey_password'] ?? undefined
    const { ss58, file } = await unlockHotkey(location, {
      env,
      signal,
      ...(password && { password }),
      ...(deriveKey && { deriveKey }),
    })
    const mode = statSync(file).mode & 0o777
    if ((mode & 0o077) === 0) return ok(NAME, `${ss58}, ${file}`)
    return warn(NAME, `other users can read ${file} (${mode.toString(8)})`, `chmod 600 ${file}`)
  } catch (error) {
    signal.throwIfAborted()
    if (!IgError.isInstance(error)) throw error
    if (error.code === 'E_WALLET_MISSING') return missing(location)
    if (error.code !== 'E_WALLET_ENCRYPTED') return failedCheck(NAME, error)
    const { secretFile } = hotkeyPaths(findHotkey(location))
    return fail(
      NAME,
      `${secretFile} is encrypted, and a supervisor cannot type its password`,
      `Put it into a file of mode 0600 that IG_WALLET_HOTKEY_PASSWORD_FILE names, or into ${passwordVariable(secretFile)} as btcli does.`,
    )
  }
}

/** Names are mistyped: the wallets that there are tell how they are spelled. */
function missing({ path, name, hotkey }: { path: string; name: string; hotkey: string }): CheckResult {
  const there = listWallets(path).map(
    (wallet) => `${wallet.name} (${wallet.hotkeys.map((one) => one.name).join(', ')})`,
  )
  const shown = there.length > 0 ? `there are ${there.join(', ')}` : 'there is no wallet at all'
  return fail(
    NAME,
    `no hotkey ${hotkey} of a wallet ${name} in ${path}; ${shown}`,
    `Name another one with --wallet.name, --wallet.hotkey and --wallet.path, or run \`pnpm miner wallet create --wallet.name ${name} --wallet.hotkey ${hotkey}\`.`,
  )
}
