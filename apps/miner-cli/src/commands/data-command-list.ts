import type { Command } from './command.ts'
import { DATA_FOLDER, LOG } from './command-settings.ts'

/** The commands that put a data folder somewhere, and bring one back. */
export const dataCommands: readonly Command[] = [
  {
    name: 'backup',
    usage: '<new folder or .tar>',
    doc: 'Copy the data folder, also while a miner runs: store, nonces, metagraph and fit; no key.',
    examples: [
      'pnpm miner backup ~/backups/miner-2026-01-31',
      'pnpm miner backup /mnt/backups/today.tar --data-dir data --json',
    ],
    flags: [],
    settings: DATA_FOLDER,
    load: () => import('./backup.ts'),
  },
  {
    name: 'restore',
    usage: '<folder or .tar of a backup>',
    doc: 'Put a backup into the data folder of a miner that does not run; what is there is set aside.',
    examples: [
      'pnpm miner restore ~/backups/miner-2026-01-31',
      'pnpm miner restore /mnt/backups/today.tar --data-dir data',
    ],
    flags: [],
    settings: DATA_FOLDER,
    load: () => import('./restore.ts'),
  },
  {
    name: 'import-python',
    usage: '<folder or files>',
    doc: 'Take over miner-events.json and .miner-cache.json of the Python miner.',
    examples: [
      'pnpm miner import-python ../old-miner',
      'pnpm miner import-python miner-events.json --data-dir data',
    ],
    flags: [],
    settings: [...DATA_FOLDER, ...LOG],
    load: () => import('./import-python.ts'),
  },
]
