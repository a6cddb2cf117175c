import { setTimeout as wait } from 'node:timers/promises'
import { IgError } from '@ig/errors'
import type { LineFilter } from '../logs/line-filter.ts'
import { type LogLine, lineJson } from '../logs/log-line.ts'
import { openLogReader } from '../logs/log-reader.ts'
import { escapeControl } from '../output/escape-control.ts'
import { EXIT } from '../output/exit-code.ts'
import { humanLine } from '../output/human-line.ts'
import { LEVELS } from '../output/log-levels.ts'
import { dataFolder } from '../process/data-folder.ts'
import { refuseClosedFolder } from '../process/refuse-closed-folder.ts'
import { untilInterrupted } from '../process/until-interrupted.ts'
import { readMoment } from '../settings/read-time.ts'
import { hotkeyFingerprints } from '../wallet/key-fingerprints.ts'
import type { CommandContext, RunCommand } from './command.ts'

const DEFAULT_LINES = 50
const LOOK_AGAIN_MS = 250

/**
 * Prints the miner's log, whether it runs or not: exit 0 when a line was there, 1 when none was as asked for, 4 where
 * there has never been a log, 130 after Ctrl+C while following.
 */
export const run: RunCommand = async (context) => {
  const { settings, flags, terminal, recognise } = context
  recognise(hotkeyFingerprints(settings))
  const filter = readFilter(context)
  const count = readCount(flags.get('lines'), filter.sinceMs !== null)
  const follow = flags.get('follow') === true
  const folder = settings['logging.logging_dir'] ?? dataFolder(settings.data_dir).logs
  refuseClosedFolder(folder)
  using reader = openLogReader(folder)
  if (!reader.exists && !follow) throw noLog(folder)
  const print = linePrinter(context)
  let printed = 0
  for (const line of reader.last(count, filter, { unfinished: !follow })) {
    print(line)
    printed += 1
  }
  if (follow) {
    using interruption = untilInterrupted()
    const isOver = interruption.interrupted.then(() => true)
    while (!(await Promise.race([isOver, wait(LOOK_AGAIN_MS, false)])))
      for (const line of reader.added(filter)) print(line)
    return EXIT.interrupted
  }
  if (printed === 0) terminal.stderr.write('No line of the log is as asked for.\n')
  return printed > 0 ? EXIT.ok : EXIT.failed
}

function linePrinter({ terminal, env, json, redact }: CommandContext): (line: LogLine) => void {
  const color = terminal.stdout.isTerminal === true && !env.NO_COLOR && env.TERM !== 'dumb'
  // The file is masked as it is written; what an older version wrote may not be.
  return (line) =>
    terminal.stdout.write(
      `${redact(json ? escapeControl(lineJson(line)) : humanLine(line.text, { color, date: true }))}\n`,
    )
}

function readFilter({ flags }: CommandContext): LineFilter {
  const level = flags.get('level')
  const text = flags.get('grep')
  const since = readMoment(flags.get('since'), '--since', Date.now())
  return {
    minLevel: level === undefined ? null : levelNumber(String(level)),
    sinceMs: since?.getTime() ?? null,
    text: typeof text === 'string' ? text : null,
  }
}

function levelNumber(name: string): number {
  const found = Object.entries(LEVELS).find(([, level]) => level === name.toLowerCase())
  if (found) return Number(found[0])
  throw new IgError({
    code: 'E_ARGUMENT',
    message: 'There is no such level.',
    values: { level: name, known: Object.values(LEVELS) },
    hint: 'Give one, as in --level warn.',
  })
}

/** All there are where a time is given. */
function readCount(text: string | boolean | undefined, hasSince: boolean): number {
  if (text === undefined) return hasSince ? Number.POSITIVE_INFINITY : DEFAULT_LINES
  if (text === 'all') return Number.POSITIVE_INFINITY
  if (/^\d{1,9}$/.test(String(text))) return Number(text)
  throw new IgError({
    code: 'E_ARGUMENT',
    message: 'The number of lines cannot be read.',
    values: { lines: text },
    hint: 'Write a whole number, as in --lines 200, or --lines all.',
  })
}

function noLog(folder: string): IgError {
  return new IgError({
    code: 'E_NO_LOG',
    message: 'There is no log here: no miner has run with this data folder.',
    values: { folder },
    hint: 'Start one with `pnpm miner start`, or name its folder with --data-dir or --logging.logging_dir.',
  })
}
