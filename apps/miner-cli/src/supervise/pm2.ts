import type { Supervisor } from './supervisor.ts'

/** PM2's `wait_ready`: its `start` and `restart` return once the miner answers. Null where PM2 is not the parent. */
export function openPm2(
  env: Readonly<Record<string, string | undefined>>,
  send: ((message: string) => unknown) | null = process.send?.bind(process) ?? null,
): Supervisor | null {
  // PM2 gives each of its processes a number by this variable; a channel alone may be anybody's.
  if (send === null || env.pm_id === undefined) return null
  return { ready: () => void send('ready'), stopping: () => {}, close: () => {} }
}
