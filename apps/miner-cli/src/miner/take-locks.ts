import { join } from 'node:path'
import { keepWhereAsked } from '../output/create-log.ts'
import { type DataFolder, openDataFolder } from '../process/data-folder.ts'
import { takeProcessLock } from '../process/process-lock.ts'
import type { MinerContext } from './miner-context.ts'

/** The data folder of the settings, for this process alone, whose log is kept there from now on. */
export function lockDataFolder({ settings, cleanup, kept }: MinerContext): DataFolder {
  const folder = openDataFolder(settings.data_dir)
  const lock = takeProcessLock(folder.lock, 'data folder')
  cleanup.defer(lock.release)
  const asked = settings['logging.logging_dir']
  if (asked === null) kept.keepIn(folder.logs)
  else keepWhereAsked(kept, asked)
  return folder
}

/** One process a key of a subnet, whatever folder it uses. */
export function lockHotkey(
  { settings, home, cleanup }: MinerContext,
  network: string,
  hotkeySs58: string,
): void {
  const name = `${network}-${settings.netuid}-${hotkeySs58}.lock`
  const lock = takeProcessLock(join(home, '.ig', 'locks', name), 'hotkey')
  cleanup.defer(lock.release)
}
