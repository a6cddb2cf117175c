import { mkdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { IgError } from '@ig/errors'
import { encodeSs58 } from '@ig/protocol'
import { generateMnemonic, type Keypair, keypairFromMnemonic } from '@ig/sr25519'
import { parseKeyfile, serializeKeyfiles } from './keyfile.ts'
import { type HotkeyLocation, hotkeyPaths } from './wallet-files.ts'
import { writeNewFile } from './write-new-file.ts'

/** A hotkey that lies in a file. */
export interface HotkeyFile {
  readonly keypair: Keypair
  readonly ss58: string
  /** The absolute path of the file with the secret. */
  readonly file: string
}

/** What `createHotkey` takes. */
export interface CreateHotkeyOptions extends HotkeyLocation {
  /** The phrase to make it from; a new one of 12 words unless given. */
  readonly mnemonic?: string
}

const MAX_KEYFILE_BYTES = 64 * 1024

/**
 * Makes a hotkey as btcli does: a plain JSON file that only its owner may read, and `<hotkey>pub.txt` beside
 * it. Both are on the disk when it returns. Nothing is ever overwritten.
 *
 * Throws `E_WALLET_EXISTS`, `E_WALLET_NAME`, `E_WALLET_WRITE`, and `E_MNEMONIC` for a phrase that is none.
 *
 * @example
 * const { ss58 } = createHotkey({ path: '~/.bittensor/wallets', name: 'miner', hotkey: 'default' })
 */
export function createHotkey(options: CreateHotkeyOptions): HotkeyFile {
  const { folder, secretFile, publicFile } = hotkeyPaths(options)
  const mnemonic = options.mnemonic?.trim().split(/\s+/).join(' ') ?? generateMnemonic()
  const keypair = keypairFromMnemonic(mnemonic)
  const content = serializeKeyfiles(mnemonic)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 })
    writeNewFile(secretFile, content.secret)
    try {
      writeNewFile(publicFile, content.public)
    } catch (error) {
      // A secret without its public file would be taken for a hotkey that somebody has seen being made.
      rmSync(secretFile)
      throw error
    }
  } catch (cause) {
    throw writeError(cause, secretFile)
  }
  return { keypair, ss58: encodeSs58(keypair.publicKey), file: secretFile }
}

/**
 * Reads a plain hotkey file of btcli or of `createHotkey`.
 *
 * Throws `E_WALLET_MISSING`, `E_WALLET_NAME`, `E_WALLET_READ`, and whatever `parseKeyfile` finds wrong with it:
 * `E_WALLET_ENCRYPTED`, `E_WALLET_MALFORMED`, `E_WALLET_NO_SECRET`, `E_WALLET_CRYPTO_TYPE`, `E_WALLET_MISMATCH`.
 */
export function readHotkey(location: HotkeyLocation): HotkeyFile {
  const { secretFile } = hotkeyPaths(location)
  const keypair = parseKeyfile(readKeyfile(secretFile), secretFile)
  return { keypair, ss58: encodeSs58(keypair.publicKey), file: secretFile }
}

function readKeyfile(file: string): Uint8Array {
  try {
    const { size } = statSync(file)
    if (size <= MAX_KEYFILE_BYTES) return readFileSync(file)
  } catch (cause) {
    if (systemCode(cause) === 'ENOENT') {
      throw new IgError({
        code: 'E_WALLET_MISSING',
        message: 'There is no such hotkey.',
        values: { file },
        hint: 'Make it, or name another wallet, hotkey or path.',
        cause,
      })
    }
    throw new IgError({
      code: 'E_WALLET_READ',
      message: 'The hotkey file cannot be read.',
      values: { file, reason: systemCode(cause) },
      hint: 'It has to be a file that the user of this process may read.',
      cause,
    })
  }
  throw new IgError({
    code: 'E_WALLET_MALFORMED',
    message: 'This is no btcli key file: it is too large.',
    values: { file },
  })
}

function writeError(cause: unknown, file: string): IgError {
  if (systemCode(cause) === 'EEXIST') {
    return new IgError({
      code: 'E_WALLET_EXISTS',
      message: 'This hotkey is there already, and no key is ever overwritten.',
      values: { file },
      hint: 'Take another name, or move the hotkey and its pub.txt away yourself.',
      cause,
    })
  }
  return new IgError({
    code: 'E_WALLET_WRITE',
    message: 'The hotkey cannot be written.',
    values: { file, reason: systemCode(cause) },
    hint: 'The folder has to be writable for the user of this process, and the disk not full.',
    cause,
  })
}

function systemCode(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code
}
