import { accessSync, chmodSync, constants, statSync } from 'node:fs'
import { join } from 'node:path'
import { IgError } from '@ig/errors'
import { makeFolder } from './make-folder.ts'

/** The files of a data folder. */
export interface DataFolder {
  readonly path: string
  readonly database: string
  readonly nonces: string
  readonly control: string
  readonly lock: string
  /** The last good metagraph of a chain. */
  readonly metagraph: string
  readonly validatorState: string
  /** What people were told, so that a restart does not say it again. */
  readonly notices: string
  /** The folder of the miner's log. */
  readonly logs: string
}

/** Names the files of a data folder, without touching the disk. */
export function dataFolder(path: string): DataFolder {
  return {
    path,
    database: join(path, 'miner.db'),
    nonces: join(path, 'nonces.journal'),
    control: join(path, 'control.json'),
    lock: join(path, 'miner.lock'),
    metagraph: join(path, 'metagraph.json'),
    validatorState: join(path, 'sandbox-validator.json'),
    notices: join(path, 'notices.json'),
    logs: join(path, 'logs'),
  }
}

/**
 * Makes the folder where it is missing, with mode 0700, and narrows that of one that is ours.
 *
 * @throws IgError E_DATA_DIR where it cannot be used.
 */
export function openDataFolder(path: string): DataFolder {
  try {
    makeFolder(path)
    if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o700)
    accessSync(path, constants.W_OK | constants.X_OK)
  } catch (cause) {
    throw new IgError({
      code: 'E_DATA_DIR',
      message: 'The data folder cannot be made or written.',
      values: { path, reason: (cause as NodeJS.ErrnoException).code },
      hint: 'Name another one with --data-dir.',
      cause,
    })
  }
  return dataFolder(path)
}
