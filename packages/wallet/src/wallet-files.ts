import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { IgError } from '@ig/errors'

/** Where a hotkey lies, in btcli's words. */
export interface HotkeyLocation {
  /** The folder of all wallets; a leading `~` is the home folder. btcli's default is `~/.bittensor/wallets`. */
  readonly path: string
  /** The wallet's name, which is its coldkey's. */
  readonly name: string
  /** The hotkey's name. */
  readonly hotkey: string
}

/** The files of a hotkey. */
export interface HotkeyPaths {
  readonly folder: string
  readonly secretFile: string
  readonly publicFile: string
}

const MAX_NAME_BYTES = 200

/**
 * The files of a hotkey: `<path>/<name>/hotkeys/<hotkey>` and, beside it, `<hotkey>pub.txt`.
 *
 * Throws `E_WALLET_NAME` for a name that could lead to another folder.
 */
export function hotkeyPaths({ path, name, hotkey }: HotkeyLocation): HotkeyPaths {
  const folder = join(resolve(expandHome(path)), checkedName('wallet', name), 'hotkeys')
  const secretFile = join(folder, checkedName('hotkey', hotkey))
  return { folder, secretFile, publicFile: `${secretFile}pub.txt` }
}

function expandHome(path: string): string {
  return path === '~' || path.startsWith('~/') ? join(homedir(), path.slice(1)) : path
}

/** A name is one folder entry: no separators, no way up, nothing that a terminal or a C library reads otherwise. */
function checkedName(kind: 'wallet' | 'hotkey', name: string): string {
  const isEntry = /^[^/\\\p{Cc}\p{Cs}]+$/u.test(name) && name !== '.' && name !== '..'
  if (isEntry && Buffer.byteLength(name) <= MAX_NAME_BYTES) return name
  throw new IgError({
    code: 'E_WALLET_NAME',
    message: `This is no name for a ${kind}.`,
    values: { name },
    hint: 'Take letters, digits, dots, dashes and underscores, and no path.',
  })
}
