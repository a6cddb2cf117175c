import type { Command } from './command.ts'
import { DATA_FOLDER, FORECASTING, LOG } from './command-settings.ts'

/** What a history is good for beyond this miner. */
export const researchCommands: readonly Command[] = [
  {
    name: 'export',
    usage: '',
    doc: 'Write down what the data folder holds, for use elsewhere; beside a running miner too.',
    notes: [
      'formats:',
      '  ndjson    JSON Lines, each row with the name of its table; the default',
      '  csv       a file for each table, or one table on standard output; opens in a spreadsheet',
      '  sqlite    a new database with the same tables',
      '  finetune  chat fine-tuning as JSON Lines: question, evidence of then, and an answer that knows the outcome',
      'tables: events, forecasts (with evidence), prices, answers, outcomes, spend.',
      'No secret is in any of them. docs/export.md tells of every column, docs/fit.md what a lesson holds.',
    ],
    examples: [
      'pnpm miner export --format csv --out export',
      'pnpm miner export --format csv --tables forecasts --since 7d > forecasts.csv',
      'pnpm miner export --format sqlite --out miner-copy.db',
      'pnpm miner export --tables forecasts,outcomes --redact --out to-share.jsonl',
      'pnpm miner export --format finetune --out lessons.jsonl',
    ],
    flags: [
      { name: 'format', kind: 'text', doc: 'ndjson, csv, sqlite or finetune; default ndjson.' },
      { name: 'tables', kind: 'text', doc: 'Only these, with commas; default all.' },
      {
        name: 'out',
        kind: 'text',
        doc: 'Write into this file (mode 0600), for CSV of several tables into this folder; default: standard output.',
      },
      { name: 'since', kind: 'text', doc: 'Rows from this time on: 15m, 2h, 3d, or a date.' },
      { name: 'until', kind: 'text', doc: 'Rows before this time.' },
      {
        name: 'redact',
        kind: 'switch',
        doc: 'For sharing: callers get invented names, addresses lose their query, mail addresses are masked.',
      },
    ],
    settings: DATA_FOLDER,
    load: () => import('./export.ts'),
  },
  {
    name: 'forecastbench run',
    usage: '--questions FILE --out DIR',
    doc: 'Forecast a round of the public benchmark ForecastBench and write the set that is handed in.',
    notes: [
      'It says first what the round will cost. Where that is above --max-cost-usd it asks, or needs -y; the cap holds.',
      'Exit 1 where less than 95 % of a kind of questions has a forecast: --resume goes on with what is missing.',
      'docs/forecastbench.md tells more.',
    ],
    examples: [
      'pnpm miner forecastbench run --questions 2026-10-11-llm.json --out round --estimate',
      'pnpm miner forecastbench run --questions 2026-10-11-llm.json --out round --preset fast --dates 3 --max-cost-usd 20',
      'pnpm miner forecastbench run --questions 2026-10-11-llm.json --out round --resume',
    ],
    flags: [
      { name: 'questions', kind: 'text', doc: 'The question set as published.' },
      { name: 'out', kind: 'text', doc: 'The folder of the round: forecasts, cache and the set.' },
      { name: 'resume', kind: 'switch', doc: 'Go on from what is in the folder of --out.' },
      { name: 'estimate', kind: 'switch', doc: 'Say what is to be done and what it would cost, and stop.' },
      { name: 'yes', short: 'y', kind: 'switch', doc: 'Begin though the estimate is above the cap.' },
      { name: 'concurrency', kind: 'text', doc: 'Model calls in flight; default 8.' },
      {
        name: 'dates',
        kind: 'text',
        doc: 'Dates to ask a dataset question for, the others drawn between them; default all.',
      },
      { name: 'limit', kind: 'text', doc: 'Ask only so many questions, for a trial.' },
      { name: 'organization', kind: 'text', doc: 'Who enters, as the benchmark knows you.' },
      { name: 'model', kind: 'text', doc: 'What the forecaster is called; default its preset and model.' },
      { name: 'model-organization', kind: 'text', doc: 'Who made it; default the organization.' },
      { name: 'number', kind: 'text', doc: 'Which of the three sets of a round this is; default 1.' },
    ],
    settings: [...FORECASTING, ...LOG],
    load: () => import('./forecastbench-run.ts'),
  },
  {
    name: 'forecastbench score',
    usage: '--forecasts FILE --resolutions FILE',
    doc: 'Score forecast sets of ForecastBench against what came true.',
    examples: [
      'pnpm miner forecastbench score --forecasts round/2025-10-26.Me.1.json --resolutions 2025-10-26_resolution_set.json',
      'pnpm miner forecastbench score --forecasts a.json,b.json --resolutions ra.json,rb.json --questions qa.json,qb.json --json',
    ],
    flags: [
      { name: 'forecasts', kind: 'text', doc: 'Forecast sets, of several rounds with commas between.' },
      { name: 'resolutions', kind: 'text', doc: 'The resolution sets of those rounds.' },
      {
        name: 'questions',
        kind: 'text',
        doc: 'Their question sets, to compare with the price at the freeze.',
      },
    ],
    settings: [],
    load: () => import('./forecastbench-score.ts'),
  },
]
