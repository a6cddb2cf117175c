import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { IgError } from '@ig/errors'

/** Where a wallet lies, in btcli's words. */
export interface WalletLocation {
  /** The folder of all wallets; a leading `~` is the home folder. btcli's default is `~/.bittensor/wallets`. */
  readonly path: string
  /** The wallet's name, which is its coldkey's. */
  readonly name: string
}

/** Where a hotkey lies. */
export interface HotkeyLocation extends WalletLocation {
  /** The hotkey's name. */
  readonly hotkey: string
}

/** The files of a key: the one with its secret, and beside it one without. */
export interface KeyPaths {
  readonly folder: string
  readonly secretFile: string
  readonly publicFile: string
}

const MAX_NAME_BYTES = 200

/**
 * The files of a coldkey: `<path>/<name>/coldkey` and `coldkeypub.txt`.
 *
 * Throws `E_WALLET_NAME` for a name that could lead to another folder.
 */
export function coldkeyPaths({ path, name }: WalletLocation): KeyPaths {
  const folder = join(walletsFolder(path), checkedName('wallet', name))
  return { folder, secretFile: join(folder, 'coldkey'), publicFile: join(folder, 'coldkeypub.txt') }
}

/**
 * The files of a hotkey: `<path>/<name>/hotkeys/<hotkey>` and, beside it, `<hotkey>pub.txt`.
 *
 * Throws `E_WALLET_NAME` for a name that could lead to another folder.
 */
export function hotkeyPaths({ path, name, hotkey }: HotkeyLocation): KeyPaths {
  const folder = join(walletsFolder(path), checkedName('wallet', name), 'hotkeys')
  const secretFile = join(folder, checkedName('hotkey', hotkey))
  return { folder, secretFile, publicFile: `${secretFile}pub.txt` }
}

/** The absolute folder of all wallets. */
export function walletsFolder(path: string): string {
  return resolve(path === '~' || path.startsWith('~/') ? join(homedir(), path.slice(1)) : path)
}

/** True for what stands beside a hotkey and is none itself. */
export function isPublicFile(name: string): boolean {
  return name.endsWith('pub.txt')
}

/** A name is one folder entry: no separators, no way up, nothing that a terminal or a C library reads otherwise. */
function checkedName(kind: 'wallet' | 'hotkey', name: string): string {
  const isEntry = /^[^/\\\p{Cc}\p{Cs}]+$/u.test(name) && name !== '.' && name !== '..'
  const isTaken = kind === 'hotkey' && isPublicFile(name)
  if (isEntry && !isTaken && Buffer.byteLength(name) <= MAX_NAME_BYTES) return name
  throw new IgError({
    code: 'E_WALLET_NAME',
    message: `This is no name for a ${kind}.`,
    values: { name },
    hint: 'Take letters, digits, dots, dashes and underscores, and no path.',
  })
}
