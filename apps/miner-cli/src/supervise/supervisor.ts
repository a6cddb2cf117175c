import { openPm2 } from './pm2.ts'
import { openSystemd } from './systemd.ts'

/** Who started the miner and keeps it running, as far as it wants to be told. */
export interface Supervisor {
  /** The miner answers. `status` is one line for people. */
  ready(status: string): void
  stopping(): void
  close(): void
}

type Environment = Readonly<Record<string, string | undefined>>

/** The supervisor that the environment names: systemd by its socket, PM2 by its channel, else nobody. */
export function openSupervisor(env: Environment): Supervisor {
  return openSystemd(env) ?? openPm2(env) ?? NOBODY
}

const NOBODY: Supervisor = { ready: () => {}, stopping: () => {}, close: () => {} }
