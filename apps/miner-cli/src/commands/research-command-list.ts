import type { Command } from './command-list.ts'
import { DATA_FOLDER } from './command-settings.ts'

/** What a history is good for beyond this miner. */
export const researchCommands: readonly Command[] = [
  {
    name: 'export',
    usage: '--format finetune',
    doc: 'Write the decided events of the data folder down, for use elsewhere.',
    notes: [
      '',
      'formats:',
      '  finetune  chat fine-tuning as JSON Lines: question, evidence of then, and an answer that knows the outcome',
      '',
      'examples:',
      '  pnpm miner export --format finetune --out lessons.jsonl',
      '  pnpm miner export --format finetune --data-dir ~/.ig/finney-6-miner-default --out lessons.jsonl --json',
      '',
      'docs/fit.md tells what a lesson holds.',
    ],
    flags: [
      { name: 'format', kind: 'text', doc: 'finetune.' },
      { name: 'out', kind: 'text', doc: 'Write into this file (mode 0600); default: standard output.' },
    ],
    settings: DATA_FOLDER,
    load: () => import('./export.ts'),
  },
]
