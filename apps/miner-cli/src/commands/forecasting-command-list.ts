import type { Command } from './command.ts'
import { DATA_FOLDER, FORECASTING, LOG } from './command-settings.ts'
import { simulateCommands } from './simulate-command-list.ts'

/** The commands that forecast, judge forecasts, and learn from what came true. */
export const forecastingCommands: readonly Command[] = [
  {
    name: 'forecast',
    usage: '"<question>"',
    doc: 'Make one forecast.',
    examples: [
      'pnpm miner forecast "Will it rain in Oslo on 1 May 2027?" --cutoff 2027-05-01',
      'pnpm miner forecast "Will the bill pass by June?" --as-of 2026-03-01 --preset deep --max-cost-usd 0.5 --json',
    ],
    flags: [
      { name: 'as-of', kind: 'text', doc: 'Forecast as of this date; default now.' },
      { name: 'cutoff', kind: 'text', doc: 'The date by which the question is decided.' },
      { name: 'background', kind: 'text', doc: 'Text that the forecaster should know.' },
    ],
    settings: [...FORECASTING, ...DATA_FOLDER, ...LOG],
    load: () => import('./forecast.ts'),
  },
  {
    name: 'backtest',
    usage: '',
    doc: 'Judge stored predictions, the market or the forecaster against what came true.',
    flags: [
      {
        name: 'predictions',
        kind: 'text',
        doc: 'JSON Lines of { question, crowd, base[], finetuned[], finetuned_other[], outcome }.',
      },
      {
        name: 'questions',
        kind: 'text',
        doc: 'JSON Lines of { id, question, asOf, cutoff, crowd, source, outcome }: forecast them; with --forecaster market judge their prices.',
      },
      {
        name: 'fit',
        kind: 'text',
        doc: 'Fit on this file and on nothing else: of the same form, for forecasts one of stored predictions; default: cross-validation by question.',
      },
      {
        name: 'demo',
        kind: 'switch',
        doc: 'Backtest 24 invented questions that come along, with all answers of news and model recorded: no key, no network.',
      },
      {
        name: 'compare',
        kind: 'text',
        doc: 'Ask several forecasters and judge them side by side: presets, models, PRESET@MODEL, market, strategy files, with commas.',
      },
      { name: 'concurrency', kind: 'text', doc: 'Model calls in flight; default 8.' },
      { name: 'offline', kind: 'switch', doc: 'Ask neither models nor news nor markets.' },
      {
        name: 'out',
        kind: 'text',
        doc: 'Write the report (HTML, SVG, CSV, JSON), every forecast and all that was asked into this folder.',
      },
      { name: 'resume', kind: 'switch', doc: 'Go on from what is in the folder of --out.' },
      {
        name: 'bootstraps',
        kind: 'text',
        doc: 'Draws of questions that intervals are made of; default 1000.',
      },
      { name: 'seed', kind: 'text', doc: 'The same whole number draws the same; default 1.' },
      { name: 'csv', kind: 'switch', doc: 'Print the scores as CSV.' },
    ],
    notes: ['docs/backtest.md tells what the files hold and what the figures mean.'],
    examples: [
      'pnpm miner backtest --demo --compare standard,fast,market --out demo',
      'pnpm miner backtest --predictions predictions.jsonl --out report',
      'pnpm miner backtest --questions questions.jsonl --out run-1',
      'pnpm miner backtest --questions questions.jsonl --out run-2 --compare fast,deep@gpt-4.1,market',
      'pnpm miner backtest --questions questions.jsonl --out run-2 --compare fast,deep@gpt-4.1,market --resume',
      'pnpm miner backtest --questions questions.jsonl --forecaster market --json',
    ],
    settings: FORECASTING,
    load: () => import('./backtest.ts'),
  },
  ...simulateCommands,
  {
    name: 'fit',
    usage: '',
    doc: 'Fit calibration, blend and threshold on what came true, and use what is proven to be better.',
    notes: [
      '',
      'Without --from it learns from the decided events in the data folder. A part is written only where the 95 %',
      'interval of its gain, cross-validated by question, is above zero; where no part is, the exit code is 1.',
    ],
    examples: [
      'pnpm miner fit --dry-run',
      'pnpm miner fit --data-dir ~/.ig/finney-6-miner-default --json',
      'pnpm miner fit --from run-1/forecasts.jsonl --out fit.json',
    ],
    flags: [
      {
        name: 'from',
        kind: 'text',
        doc: 'Fit on this file: JSON Lines of stored predictions, of priced questions, or the forecasts.jsonl of a backtest.',
      },
      {
        name: 'out',
        kind: 'text',
        doc: 'Write here; default forecast.fit_file, else fit.json in the data folder.',
      },
      { name: 'dry-run', kind: 'switch', doc: 'Show what would be written, and write nothing.' },
    ],
    settings: [...DATA_FOLDER, 'forecast.fit_file'],
    load: () => import('./fit.ts'),
  },
]
