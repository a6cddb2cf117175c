import { connect } from 'node:net'
import { addressText } from './check-external-ip.ts'
import { type CheckResult, fail, ok, skip, warn } from './check-result.ts'

/** Where the axon should be reached. */
interface Address {
  readonly ip: string
  readonly port: number
}

const CONNECT_MS = 3_000

/** The line that tells, run on any other machine. */
export function ncLine({ ip, port }: Address): string {
  return `On another machine: nc -vz -w 5 ${ip} ${port}`
}

/** Connects to the external address from this machine: what is reached so is often, not always, reached from outside. */
export async function checkHairpin(address: Address, signal: AbortSignal): Promise<CheckResult> {
  const name = 'reached from here'
  const problem = await connectProblem(address, signal)
  if (problem === null) return ok(name, `${addressText(address)} answers this machine`)
  const seen = `${addressText(address)} does not answer this machine (${problem}); many routers lead nobody back in`
  return warn(
    name,
    seen,
    `${ncLine(address)}; where it fails there too, open the port in firewall and router.`,
  )
}

/** The system's code, or null where it was connected. */
function connectProblem({ ip, port }: Address, signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect({ host: ip, port, timeout: CONNECT_MS, signal })
    const end = (problem: string | null) => {
      socket.destroy()
      resolve(problem)
    }
    socket.once('connect', () => end(null))
    socket.once('timeout', () => end('no answer in 3 s'))
    socket.once('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message))
  })
}

const NAME = 'reached from outside'

/** Without a second host nobody can tell: the line to run elsewhere. */
export function unknownReachability(address: Address): CheckResult {
  return skip(
    NAME,
    `${addressText(address)}; this machine alone cannot tell`,
    `${ncLine(address)} (or name a second host once: doctor.reach_url, docs/doctor.md)`,
  )
}

/**
 * Asks a second host whether it reaches the axon. `urlTemplate` holds `{ip}` and `{port}`; an answer of 200 says yes
 * unless its text says `false` or `closed`, any other status says no.
 */
export async function checkReachability(
  address: Address,
  {
    urlTemplate,
    fetch,
    signal,
  }: { readonly urlTemplate: string; readonly fetch: typeof globalThis.fetch; readonly signal: AbortSignal },
): Promise<CheckResult> {
  const url = urlTemplate
    .replaceAll('{ip}', encodeURIComponent(address.ip))
    .replaceAll('{port}', String(address.port))
  const host = new URL(url).host
  let response: Response
  try {
    response = await fetch(url, { redirect: 'error', signal })
  } catch {
    signal.throwIfAborted()
    return warn(NAME, `the second host ${host} does not answer`, `See to it, or: ${ncLine(address)}`)
  }
  const text = (await response.text()).slice(0, LONGEST_ANSWER)
  if (response.status === 200 && !/\b(false|closed)\b/i.test(text)) {
    return ok(NAME, `${host} reaches ${addressText(address)}`)
  }
  return fail(
    NAME,
    `${host} does not reach ${addressText(address)} (${response.status})`,
    `Open TCP port ${address.port} in the firewall (sudo ufw allow ${address.port}/tcp) and lead it here in the router; where another port leads here, name it with --axon.external_port.`,
  )
}

const LONGEST_ANSWER = 1_000
