import { spawn } from 'node:child_process'
import type { Supervisor } from './supervisor.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Takes one assignment of sd_notify's protocol after the other, as `READY=1`. */
export interface NotifyRelay {
  write(assignment: string): void
  close(): void
}

/** A ping that is late by one must not end a miner that works. */
const PINGS_A_WATCHDOG = 3

/**
 * Tells systemd when the miner answers, when it stops, and by pings from its event loop that it works: a loop that
 * hangs longer than `WatchdogSec` has the miner started again. Null where systemd gave no `NOTIFY_SOCKET`.
 */
export function openSystemd(
  env: Environment,
  { pid = process.pid, openRelay = openNotifyRelay }: SystemdOptions = {},
): Supervisor | null {
  if (!env.NOTIFY_SOCKET) return null
  const relay = openRelay(env)
  const everyMs = pingEveryMs(env, pid)
  const timer = everyMs === null ? null : setInterval(() => relay.write('WATCHDOG=1'), everyMs).unref()
  return {
    ready(status) {
      relay.write(`STATUS=${oneLine(status)}`)
      relay.write('READY=1')
    },
    stopping: () => relay.write('STOPPING=1'),
    close() {
      if (timer !== null) clearInterval(timer)
      relay.close()
    },
  }
}

export interface SystemdOptions {
  readonly pid?: number
  readonly openRelay?: (env: Environment) => NotifyRelay
}

/** Null where no watchdog is asked for, or one of another process. */
function pingEveryMs({ WATCHDOG_USEC, WATCHDOG_PID }: Environment, pid: number): number | null {
  const periodMs = Number(WATCHDOG_USEC ?? 0) / 1000
  const isOurs = !WATCHDOG_PID || Number(WATCHDOG_PID) === pid
  return isOurs && periodMs > 0 ? periodMs / PINGS_A_WATCHDOG : null
}

/**
 * A shell that hands each line it reads to `systemd-notify`. Node has no Unix datagram sockets; a process of its own
 * for each ping would stop the event loop for as long as it takes to copy the miner's page tables, a shell's are
 * small. It ends with its input, so with the miner. See docs/decisions/0011-supervision.md.
 */
function openNotifyRelay(env: Environment): NotifyRelay {
  const script = 'while IFS= read -r line; do systemd-notify "$line"; done'
  const shell = spawn('/bin/sh', ['-c', script], {
    env: { PATH: env.PATH, NOTIFY_SOCKET: env.NOTIFY_SOCKET },
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  shell.unref()
  // Without a shell systemd ends the miner by its own timeout and says why; a broken pipe must not.
  shell.on('error', () => {})
  shell.stdin.on('error', () => {})
  return {
    write: (assignment) => void shell.stdin.write(`${assignment}\n`),
    close: () => void shell.stdin.end(),
  }
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
