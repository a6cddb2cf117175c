import { IgError } from '@ig/errors'
import { intToIp, ipToInt, ipType } from '@ig/protocol'
import type { Keypair } from '@ig/sr25519'
import type { AxonRecord } from '@ig/subtensor-client'
import type { Logger } from '../output/create-log.ts'
import { messageWithFlag } from '../output/flag-hint.ts'
import type { ChainPort } from './chain-port.ts'
import type { ExternalIp } from './external-ip.ts'
import { planAnnouncement } from './plan-announcement.ts'

/** How far the chain knows where the axon is. */
export interface Announcement {
  readonly state: 'pending' | 'announced' | 'waiting' | 'failed'
  /** `ip:port` as it was written or found; null before. */
  readonly address: string | null
  /** Why it is not announced, where it is not. */
  readonly problem: string | null
}

/** Writes the axon's address on the chain where it has to be. */
export interface AxonAnnouncer {
  current(): Announcement
  beat(): Promise<void>
  /** The record may be gone: look at it again. */
  reset(): void
}

/** The version that the SDK of this wire writes, and its protocol number. */
const VERSION = 10_005_000
const PROTOCOL = 4

/** A block this old is final. */
const FINALITY_BLOCKS = 3
const FIRST_RETRY_MS = 12_000
const LAST_RETRY_MS = 10 * 60_000

/** Refusals that no waiting mends. */
const lasting = new Set([
  'InvalidIpAddress',
  'InvalidIpType',
  'InvalidPort',
  'HotKeyNotRegisteredInNetwork',
  'HotKeyNotRegisteredInSubNet',
  'E_CHAIN_UNSUPPORTED',
])

/**
 * Makes the announcer. It reads the record before every attempt, so that neither a restart nor an attempt whose
 * outcome is unknown serves twice, and once more when its block is final, since a fork may take it back; whatever
 * fails is said and tried again, ever more rarely, while the axon answers.
 */
export function createAxonAnnouncer({
  chain,
  netuid,
  hotkey,
  hotkeySs58,
  port,
  findIp,
  rateLimitBlocks,
  nowMs,
  log,
}: {
  readonly chain: Pick<ChainPort, 'status' | 'getAxon' | 'serveAxon'>
  readonly netuid: number
  readonly hotkey: Keypair
  readonly hotkeySs58: string
  readonly port: number
  readonly findIp: (record: AxonRecord | null) => Promise<ExternalIp>
  readonly rateLimitBlocks: () => number
  readonly nowMs: () => number
  readonly log: Logger
}): AxonAnnouncer {
  const nothingYet: Announcement = { state: 'pending', address: null, problem: null }
  let announcement = nothingYet
  let failures = 0
  let notBeforeMs = 0
  let notBeforeBlock = 0
  // Null once the record is as old as a final block.
  let confirmAtBlock: number | null = null

  function fail(problem: string, { isLasting }: { readonly isLasting: boolean }): void {
    announcement = { ...announcement, state: 'failed', problem }
    const delayMs = isLasting ? LAST_RETRY_MS : Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures)
    failures++
    notBeforeMs = nowMs() + delayMs
    log.warn(
      { problem, retrySeconds: delayMs / 1000 },
      'The axon is not on the chain yet; it answers all the same.',
    )
  }

  function done(address: string, recordBlock: number, message: string, values: object): void {
    const isSaid = announcement.state === 'announced'
    announcement = { state: 'announced', address, problem: null }
    failures = 0
    confirmAtBlock = recordBlock + FINALITY_BLOCKS
    if (!isSaid) log.info({ address, ...values }, message)
  }

  /** Whether the record that was written or found is still there. */
  async function isConfirmed(headBlock: number): Promise<boolean> {
    const record = await chain.getAxon({ netuid, hotkeySs58 })
    if (record === null || addressOf(record) !== announcement.address) {
      log.warn({ address: announcement.address }, 'A fork has taken the address of the axon from the chain.')
      announcement = nothingYet
      return false
    }
    confirmAtBlock = record.block + FINALITY_BLOCKS <= headBlock ? null : record.block + FINALITY_BLOCKS
    return true
  }

  function wait(untilBlock: number): void {
    const problem = `The chain takes the next address at block ${untilBlock}.`
    if (announcement.problem !== problem)
      log.info({ untilBlock }, 'the axon is announced when the serving rate limit has passed')
    announcement = { state: 'waiting', address: null, problem }
    notBeforeBlock = untilBlock
  }

  async function attempt(headBlock: number): Promise<void> {
    const record = await chain.getAxon({ netuid, hotkeySs58 })
    const found = await findIp(record)
    if ('problem' in found) return fail(found.problem, { isLasting: false })
    // In the chain's own spelling, since it is compared with the record.
    const ip = intToIp(ipToInt(found.ip), ipType(found.ip))
    const wanted = { ip, port, version: VERSION, protocol: PROTOCOL }
    const address = addressOf({ ip, port })
    const plan = planAnnouncement({ record, wanted, headBlock, rateLimitBlocks: rateLimitBlocks() })
    if (plan === 'nothing')
      return done(address, record?.block ?? headBlock, 'the chain has the address of the axon', {})
    if (plan !== 'serve') return wait(plan.waitUntilBlock)
    const { block, extrinsicHash } = await chain.serveAxon({ netuid, hotkey, ...wanted })
    done(address, block.number, 'the address of the axon is on the chain', {
      block: block.number,
      extrinsicHash,
      from: found.source,
    })
  }

  return {
    current: () => announcement,
    reset() {
      announcement = nothingYet
      failures = 0
      notBeforeMs = 0
      notBeforeBlock = 0
      confirmAtBlock = null
    },
    async beat() {
      const { head } = chain.status()
      if (head === null) return
      if (announcement.state === 'announced') {
        if (confirmAtBlock === null || head.number < confirmAtBlock) return
        // What this throws leaves the announcement as it is: the next block asks again.
        if (await isConfirmed(head.number)) return
      }
      if (nowMs() < notBeforeMs || head.number < notBeforeBlock) return
      try {
        await attempt(head.number)
      } catch (error) {
        if (!IgError.isInstance(error)) throw error
        const name = String(error.values.error ?? error.code)
        if (name === 'ServingRateLimitExceeded') return wait(head.number + 1)
        fail(messageWithFlag(error), { isLasting: lasting.has(name) })
        // What was sent may still be included: it is looked for when that is over.
        if (typeof error.values.lastEraBlock === 'number') {
          notBeforeBlock = error.values.lastEraBlock + FINALITY_BLOCKS
        }
      }
    },
  }
}

function addressOf({ ip, port }: Pick<AxonRecord, 'ip' | 'port'>): string {
  return ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`
}
