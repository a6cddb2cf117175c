import { homedir } from 'node:os'
import type { Readable } from 'node:stream'
import type { DeriveKey } from '@ig/wallet'
import { processTerminal, type Terminal } from '../output/terminal.ts'

/** What a command line finds around it: a process's own, or what a test gives. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  /** The home folder. */
  readonly home: string
  /** The working folder, from which relative paths count. */
  readonly cwd: string
  readonly stdin: Readable & { readonly isTTY?: boolean }
  readonly terminal: Terminal
  /** How the key of a wallet's password is made, where another way than @ig/wallet's own is to be taken. */
  readonly deriveKey?: DeriveKey
  /** Told what masks this command line's secrets, for what is printed where no command can catch it. */
  readonly onRedactor?: (redact: (text: string) => string) => void
}

/** Those of this process. */
export function processSurroundings(): Surroundings {
  const { env, stdin } = process
  return { env, home: homedir(), cwd: process.cwd(), stdin, terminal: processTerminal(env) }
}
