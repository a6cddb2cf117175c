import { addressText } from './check-external-ip.ts'
import { type CheckResult, fail, ok, skip, warn } from './check-result.ts'

/** Where the axon should be reached. */
interface Address {
  readonly ip: string
  readonly port: number
}

const ANSWER_MS = 3_000

/** The line that tells, run on any other machine. */
export function ncLine({ ip, port }: Address): string {
  return `On another machine: nc -vz -w 5 ${ip} ${port}`
}

/**
 * Asks the external address from this machine: what is reached so is often, not always, reached from outside.
 *
 * @param token what our own door says; null where a miner listens, whose answer may be any
 */
export async function checkHairpin(
  address: Address,
  {
    token,
    fetch,
    signal,
  }: {
    readonly token: string | null
    readonly fetch: typeof globalThis.fetch
    readonly signal: AbortSignal
  },
): Promise<CheckResult> {
  const name = 'reached from here'
  const mend = `${ncLine(address)}; where it fails there too, open the port in firewall and router.`
  const where = addressText(address)
  try {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)])
    const { headers, body } = await fetch(`http://${where}/`, { redirect: 'manual', signal: limited })
    await body?.cancel()
    if (token === null || headers.get('x-ig-doctor') === token)
      return ok(name, `${where} answers this machine`)
    return warn(name, `somebody else answers at ${where}: a router or a proxy`, mend)
  } catch (error) {
    signal.throwIfAborted()
    const seen = `${where} does not answer this machine (${reasonOf(error)}); many routers lead nobody back in`
    return warn(name, seen, mend)
  }
}

function reasonOf(error: unknown): string {
  if ((error as Error).name === 'TimeoutError') return `no answer in ${ANSWER_MS / 1_000} s`
  const { cause } = error as { cause?: { code?: unknown } }
  return typeof cause?.code === 'string' ? cause.code : 'no answer'
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
    `${host} says that it does not reach ${addressText(address)}`,
    `Open TCP port ${address.port} in the firewall (sudo ufw allow ${address.port}/tcp) and lead it here in the router; where another port leads here, name it with --axon.external_port.`,
  )
}

const LONGEST_ANSWER = 1_000
