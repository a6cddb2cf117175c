import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { IgError } from '@ig/errors'
import { encodeSs58 } from '@ig/protocol'
import { parsePublicKey } from './keyfile.ts'
import { namesIn, readKeyfile } from './read-keyfile.ts'
import { type HotkeyLocation, hotkeyPaths, isPublicFile } from './wallet-files.ts'

/** The location with the hotkey's file name, where its address was given instead and one of the wallet has it. */
export function findHotkey(location: HotkeyLocation): HotkeyLocation {
  const { folder, secretFile } = hotkeyPaths(location)
  if (!/^5[1-9A-HJ-NP-Za-km-z]{46,47}$/.test(location.hotkey) || existsSync(secretFile)) return location
  const file = namesIn(folder).find(
    (name) => isPublicFile(name) && publicAddress(join(folder, name)) === location.hotkey,
  )
  return file === undefined ? location : { ...location, hotkey: file.slice(0, -'pub.txt'.length) }
}

/** The address of a key file without encryption, or null where there is none to be read. */
export function publicAddress(file: string): string | null {
  let content: Buffer | null = null
  try {
    content = readKeyfile(file)
    return encodeSs58(parsePublicKey(content, file))
  } catch (error) {
    if (IgError.isInstance(error)) return null
    throw error
  } finally {
    // It may be asked of a secret file without encryption.
    content?.fill(0)
  }
}
