import type { IgError } from '@ig/errors'
import type { Logger } from '../output/create-log.ts'
import type { LogKeeper } from '../output/log-keeper.ts'
import type { KnownSecrets } from '../output/redact.ts'
import type { Surroundings } from '../process/surroundings.ts'
import type { Reload } from '../reload/reload.ts'
import type { Settings } from '../settings/settings-table.ts'
import type { Happenings } from './happenings.ts'
import type { Ready } from './ready-text.ts'

/** What a miner is put together from. */
export interface MinerContext extends Surroundings {
  readonly settings: Settings
  /** Where each setting's value came from. */
  readonly sources: ReadonlyMap<string, string>
  readonly log: Logger
  /** The last lines of that log, and the files that it is kept in. */
  readonly kept: LogKeeper
  /** What every output masks by now, for another thread. */
  readonly knownSecrets: () => KnownSecrets
  /** Makes every output mask keys with these fingerprints. */
  readonly recognise: (fingerprints: readonly string[]) => void
  readonly happenings: Happenings
  /** Whoever can take changed settings while the miner runs says so here. */
  readonly reload: Reload
  /** What was opened is closed by it, last opened first, whether all of it succeeds or not. */
  readonly cleanup: AsyncDisposableStack
  /** Aborts when the process is told to stop, also while the miner still waits for something. */
  readonly signal: AbortSignal
}

/** A miner that answers requests. */
export interface OpenMiner {
  readonly ready: Ready
  /** What a newcomer should know, a line each. */
  readonly welcome: readonly string[]
  /** Begins what has to come after the ready line. */
  afterReady(): void
  /** Resolves when the miner has a reason of its own to end. */
  readonly ended: Promise<IgError>
}
