import type { OwnFlag } from '../settings/parse-command-line.ts'
import type { Command } from './command.ts'
import { FORECASTING, LOG } from './command-settings.ts'

const events: OwnFlag = {
  name: 'events',
  kind: 'text',
  doc: 'Events of the season, default 100; of the largest question of a load, default 10000.',
}
const validators: OwnFlag = {
  name: 'validators',
  kind: 'text',
  doc: 'Validators that ask: default 2 in a season, 20 in a load.',
}

/** The commands that try the miner without a network. */
export const simulateCommands: readonly Command[] = [
  {
    name: 'simulate load',
    usage: '',
    doc: 'Load an axon as validators and broken clients do, and see what it answers in what time.',
    notes: [
      'Without --target a miner is started for it, with a data folder of its own that is gone afterwards.',
      'Exit 1 where something that must be answered was not, or something that must be refused was taken.',
    ],
    examples: [
      'pnpm miner simulate load',
      'pnpm miner simulate load --target 127.0.0.1:8091 --validators 50',
    ],
    flags: [
      { name: 'target', kind: 'text', doc: 'ADDRESS:PORT of a running axon on this machine.' },
      {
        name: 'target-hotkey',
        kind: 'text',
        doc: 'Its hotkey; default: the one that it names in its replies.',
      },
      {
        name: 'i-may-load-this-target',
        kind: 'switch',
        doc: 'The target is not on this machine, and whoever runs it agrees to this load.',
      },
      validators,
      { name: 'requests', kind: 'text', doc: 'Requests of the flood; default 500.' },
      events,
    ],
    settings: LOG,
    load: () => import('./simulate-load.ts'),
  },
  {
    name: 'simulate',
    usage: '',
    doc: 'Play a season of simulated events among simulated miners, and see where yours ends.',
    notes: [
      'Real validators ask the real engine over HTTP on loopback, with a clock that runs fast. Without --forecaster',
      'the market and priors answer; --forecaster ./my-strategy.ts tries a strategy, --forecaster llm a model.',
    ],
    examples: [
      'pnpm miner simulate --forecaster ./examples/own-strategy/my-strategy.ts',
      'pnpm miner simulate --policies --as noisy-expert --events 200',
      'pnpm miner simulate --field market-copier=40,noisy-expert=20,silent=4 --seed 7 --json',
    ],
    flags: [
      events,
      { name: 'days', kind: 'text', doc: 'Its length in simulated days; default 14.' },
      { name: 'miners', kind: 'text', doc: 'Miners in all, yours included; default 256.' },
      { name: 'field', kind: 'text', doc: 'The others as STRATEGY=COUNT,...; in the place of --miners.' },
      validators,
      { name: 'poll-minutes', kind: 'text', doc: 'Simulated minutes between their questions; default 60.' },
      { name: 'seed', kind: 'text', doc: 'Another seed is another season; default 1.' },
      {
        name: 'as',
        kind: 'text',
        doc: 'Let your miner forecast as one of the field: market-copier, noisy-expert, stale, random.',
      },
      {
        name: 'policies',
        kind: 'switch',
        doc: 'Play the season once for each report policy and compare them.',
      },
      { name: 'timings', kind: 'switch', doc: 'Add how long it took to --json.' },
    ],
    settings: [...FORECASTING, 'report.', ...LOG],
    load: () => import('./simulate.ts'),
  },
]
