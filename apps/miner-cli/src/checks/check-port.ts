import { type CheckResult, fail, ok } from './check-result.ts'
import { openDoor } from './open-door.ts'
import { portHolder } from './port-holder.ts'

const NAME = 'axon port'

/** Where the axon is to listen. */
export interface AxonPlace {
  readonly ip: string
  /** 0 is any free one. */
  readonly port: number
}

/** Whether the axon's port can be had: it is tried, and let go at once. */
export async function checkPort(place: AxonPlace): Promise<CheckResult> {
  const door = await openDoor(place)
  if ('problem' in door) return portTaken(place, door.problem)
  await door.close()
  return portFree(place)
}

/** The row of a port that can be listened on. */
export function portFree({ ip, port }: AxonPlace): CheckResult {
  return ok(NAME, port === 0 ? `any free one on ${ip}` : `${port} is free on ${ip}`)
}

/** The row of a port that the running miner itself holds. */
export function portOurs(port: number, pid: number): CheckResult {
  return ok(NAME, `${port} is held by our miner, pid ${pid}`)
}

/** The row of a port that cannot be listened on, by the system's code. */
export function portTaken({ ip, port }: AxonPlace, problem: string, holder = portHolder): CheckResult {
  if (problem === 'EADDRINUSE') {
    const pid = holder(port)
    const who = pid === null ? 'another process' : `another process, pid ${pid}`
    const look = pid === null ? `sudo ss -ltnp 'sport = :${port}'` : `ps -fp ${pid}`
    return fail(
      NAME,
      `${port} is held by ${who}`,
      `\`${look}\` shows it; end it, or take another one with --axon.port.`,
    )
  }
  if (problem === 'EACCES') {
    return fail(NAME, `${port} is for the system alone (EACCES)`, 'Take one above 1023 with --axon.port.')
  }
  if (problem === 'EADDRNOTAVAIL') {
    return fail(NAME, `this machine has no address ${ip}`, 'Listen on every address with --axon.ip 0.0.0.0.')
  }
  return fail(
    NAME,
    `${ip}:${port} cannot be listened on (${problem})`,
    'Name others with --axon.ip and --axon.port.',
  )
}
