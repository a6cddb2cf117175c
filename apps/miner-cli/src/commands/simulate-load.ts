import { createLog } from '../output/create-log.ts'
import { EXIT } from '../output/exit-code.ts'
import { jsonLine } from '../output/json-line.ts'
import { printWidth } from '../output/print-width.ts'
import { createWorkScreen } from '../output/work-screen.ts'
import { endOnInterrupt } from '../simulate/end-on-interrupt.ts'
import { findHotkey } from '../simulate/load/find-hotkey.ts'
import type { LoadResult } from '../simulate/load/load-result.ts'
import { LOAD_STAGES } from '../simulate/load/load-stages.ts'
import { type LoadTarget, parseTarget } from '../simulate/load/load-target.ts'
import { loadText } from '../simulate/load/load-text.ts'
import { openOwnTarget } from '../simulate/load/own-target.ts'
import { readCount, readText } from '../simulate/read-flags.ts'
import type { CommandContext, RunCommand } from './command.ts'

/**
 * Loads an axon as validators, strangers and broken clients do, and prints what was answered in what time. Exit 1
 * where something that must be answered was not, or something that must be refused was taken.
 */
export const run: RunCommand = async (context) => {
  const { flags, settings, json, terminal, redact } = context
  const options = {
    validators: readCount(flags, 'validators', { least: 1, most: 256, absent: 20 }),
    requests: readCount(flags, 'requests', { least: 10, most: 100_000, absent: 500 }),
    events: readCount(flags, 'events', { least: 1, most: 50_000, absent: 10_000 }),
  }
  const screen = createWorkScreen(terminal.stderr)
  const log = createLog(settings, redact, screen.above)
  using _interrupt = endOnInterrupt()
  await using cleanup = new AsyncDisposableStack()
  const target = await openTarget(context)
  cleanup.defer(target.close)
  const { ip, port, hotkey } = target
  log.info({ ip, port, hotkey }, 'the axon under load')
  const results: LoadResult[] = []
  for (const { name, run: runStage, restarts } of LOAD_STAGES) {
    if (restarts && target.restart === null) continue
    if (!screen.isShown) log.info(name)
    results.push(...(await screen.show(name, () => runStage(target, options))))
  }
  const maxWidth = printWidth(context.terminal.stdout, context.env)
  terminal.stdout.write(
    json ? jsonLine({ target: { ip, port, hotkey }, classes: results }) : loadText(results, maxWidth),
  )
  return results.every(({ fault }) => fault === null) ? EXIT.ok : EXIT.failed
}

async function openTarget({ flags }: CommandContext): Promise<LoadTarget> {
  const text = readText(flags, 'target')
  if (text === null) return openOwnTarget([process.execPath, ...process.execArgv, process.argv[1] ?? ''])
  const address = parseTarget(text, { mayBeRemote: flags.get('i-may-load-this-target') === true })
  const hotkey = readText(flags, 'target-hotkey') ?? (await findHotkey(address))
  return { ...address, hotkey, restart: null, close: async () => {} }
}
