import { z } from 'zod'
import { defineSetting } from './setting.ts'

const text = z.string().min(1)

/** What is logged, and how. */
export const logSettings = [
  defineSetting({
    name: 'log.format',
    kind: 'text',
    schema: z.enum(['human', 'json']),
    default: 'human',
    accepts: 'human or json',
    doc: 'Lines for people, or one JSON object a line.',
    env: ['BT_LOGGING_FORMAT'],
  }),
  defineSetting({
    name: 'log.level',
    kind: 'text',
    schema: z.enum(['trace', 'debug', 'info', 'warn', 'error']),
    default: 'info',
    accepts: 'trace, debug, info, warn or error',
    doc: 'The least important line that is shown.',
  }),
  defineSetting({
    name: 'logging.debug',
    kind: 'switch',
    schema: z.boolean(),
    default: false,
    accepts: 'true or false',
    doc: "btcli's way to say `--log.level debug`.",
    env: ['BT_LOGGING_DEBUG'],
  }),
  defineSetting({
    name: 'logging.trace',
    kind: 'switch',
    schema: z.boolean(),
    default: false,
    accepts: 'true or false',
    doc: "btcli's way to say `--log.level trace`.",
    env: ['BT_LOGGING_TRACE'],
  }),
  defineSetting({
    name: 'logging.info',
    kind: 'switch',
    schema: z.boolean(),
    default: false,
    accepts: 'true or false',
    doc: "btcli's way to say `--log.level info`.",
    env: ['BT_LOGGING_INFO'],
  }),
  defineSetting({
    name: 'logging.logging_dir',
    kind: 'path',
    schema: text.nullable(),
    default: null,
    accepts: 'the path of a folder',
    doc: 'Keep the log in this folder, as JSON lines in `miner.log`; without it `start` keeps one in `logs` in the data folder.',
    env: ['BT_LOGGING_LOGGING_DIR'],
  }),
  defineSetting({
    name: 'log.max_file_mb',
    kind: 'number',
    schema: z.number().min(0.01).max(10_000),
    default: 20,
    accepts: 'a number of megabytes from 0.01 to 10000',
    doc: 'A log file of the miner that is fuller than this becomes `miner.log.1`.',
  }),
  defineSetting({
    name: 'log.files',
    kind: 'number',
    schema: z.int().min(1).max(100),
    default: 5,
    accepts: 'a whole number from 1 to 100',
    doc: 'How many of them there are at most; the oldest goes.',
  }),
] as const
