import { setTimeout as wait } from 'node:timers/promises'
import { IgError } from '@ig/errors'
import { EXIT } from '../output/exit-code.ts'
import { messageWithFlag } from '../output/flag-hint.ts'
import { jsonLine } from '../output/json-line.ts'
import { printWidth } from '../output/print-width.ts'
import { askControl } from '../process/control.ts'
import { dataFolder } from '../process/data-folder.ts'
import { untilInterrupted } from '../process/until-interrupted.ts'
import { type MinerStatusSeen, minerStatus } from '../status/miner-status.ts'
import { statusText } from '../status/status-text.ts'
import { openScreen, watchStatus } from '../status/watch-status.ts'
import type { CommandContext, RunCommand } from './command.ts'

const DEFAULT_SECONDS = 2

/**
 * Prints what the running miner says of itself: exit 0 when well, 1 when degraded, 4 when it does not run. With --watch
 * again and again, also past the miner's end, until Ctrl+C: 130.
 */
export const run: RunCommand = async (context) => {
  const { flags, terminal } = context
  if (flags.get('watch') !== true) {
    const status = await ask(context)
    terminal.stdout.write(shown(status, context))
    return status.health === 'ok' ? EXIT.ok : EXIT.failed
  }
  const everyMs = readSeconds(flags.get('interval')) * 1_000
  using interruption = untilInterrupted()
  const isOver = interruption.interrupted.then(() => true)
  const screen = openScreen(terminal.stdout)
  try {
    await watchStatus({
      look: () => look(context),
      draw: screen.draw,
      wait: () => Promise.race([isOver, wait(everyMs, false)]),
    })
  } finally {
    screen.close()
  }
  return EXIT.interrupted
}

async function ask({ settings }: CommandContext): Promise<MinerStatusSeen> {
  const folder = dataFolder(settings.data_dir)
  return await askControl(folder.control, folder.path, minerStatus)
}

function shown(status: MinerStatusSeen, { json, terminal, env }: CommandContext): string {
  if (json) return jsonLine(status)
  return statusText(status, { width: printWidth(terminal.stdout, env), nowMs: Date.now() })
}

/** A miner that is started again is seen again. */
async function look(context: CommandContext): Promise<string> {
  try {
    return shown(await ask(context), context)
  } catch (error) {
    if (!IgError.isInstance(error)) throw error
    const { code } = error
    const reason = messageWithFlag(error)
    return context.json ? jsonLine({ health: 'down', code, reasons: [reason] }) : `not running: ${reason}\n`
  }
}

function readSeconds(text: string | boolean | undefined): number {
  const seconds = text === undefined ? DEFAULT_SECONDS : Number(text)
  if (seconds >= 0.2 && seconds <= 86_400) return seconds
  throw new IgError({
    code: 'E_ARGUMENT',
    message: 'The interval is no number of seconds from 0.2 to 86400.',
    values: { interval: text },
    hint: 'Write it as --interval 5.',
  })
}
