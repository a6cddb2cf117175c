import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'

/** The command pinned to a core, where the system lets us: servers on one, load generators on another. */
export function onCore(core: number, command: readonly string[]): readonly string[] {
  return existsSync('/usr/bin/taskset') ? ['/usr/bin/taskset', '-c', String(core), ...command] : command
}

export function start(command: readonly string[]): ChildProcess {
  const [file = '', ...args] = command
  return spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] })
}

/** The first line of JSON that a child prints. */
export async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('The child has no output.')
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('{')) return line
  }
  throw new Error('The child ended without a line of JSON.')
}
