import { openPm2 } from './pm2.ts'
import type { Supervisor } from './supervisor.ts'
import { openSystemd } from './systemd.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** The supervisor that the environment names: systemd by its socket, PM2 by its channel, else nobody. */
export function openSupervisor(env: Environment): Supervisor {
  return openSystemd(env) ?? openPm2(env) ?? NOBODY
}

const NOBODY: Supervisor = { ready: () => {}, stopping: () => {}, close: () => {} }
