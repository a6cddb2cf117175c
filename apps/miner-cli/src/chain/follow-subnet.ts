import { networkInterfaces } from 'node:os'
import type { IgError } from '@ig/errors'
import type { Clock } from '@ig/miner'
import type { Keypair } from '@ig/sr25519'
import type { Logger } from '../output/create-log.ts'
import { type Announcement, createAxonAnnouncer } from './announce-axon.ts'
import type { ChainPort } from './chain-port.ts'
import { findExternalIp } from './external-ip.ts'
import { followChain } from './follow-chain.ts'
import { immuneBlocksLeft } from './immunity.ts'
import type { MetagraphKeeper } from './metagraph-keeper.ts'
import { lostRegistration, type OwnHotkey } from './not-registered.ts'
import { createRegistrationWatch, type Registration, type RegistrationChange } from './registration-watch.ts'

/** What goes on in the background while a miner answers. */
export interface SubnetFollower {
  registration(): Registration | null
  announcement(): Announcement | null
  /** Resolves where the place is lost and the settings say to end then. */
  readonly ended: Promise<IgError>
  stop(): Promise<void>
}

/** Follows a subnet for a miner that answers: its place, the metagraph, the chain's record of its axon. */
export function followSubnet({
  own,
  keypair,
  place,
  listening,
  chain,
  keeper,
  clock,
  fetch,
  log,
}: {
  readonly own: OwnHotkey
  readonly keypair: Keypair
  readonly place: Registration
  /** Where the axon listens. */
  readonly listening: { readonly ip: string; readonly port: number }
  readonly chain: ChainPort
  readonly keeper: MetagraphKeeper
  readonly clock: Clock
  readonly fetch: typeof globalThis.fetch
  readonly log: Logger
}): SubnetFollower {
  const { settings, hotkeySs58 } = own
  const { netuid } = settings
  const ended = Promise.withResolvers<IgError>()
  const echoUrl = settings['axon.ip_echo_url']

  const announcer = createAxonAnnouncer({
    chain,
    netuid,
    hotkey: keypair,
    hotkeySs58,
    port: settings['axon.external_port'] ?? listening.port,
    findIp: (record) =>
      findExternalIp(
        {
          given: settings['axon.external_ip'],
          listeningIp: listening.ip,
          isLocal: own.network.isLocal,
          echoUrl: echoUrl === 'none' ? null : echoUrl,
          recordedIp: record?.ip ?? null,
        },
        { fetch, interfaces: networkInterfaces },
      ),
    rateLimitBlocks: () => keeper.current()?.servingRateLimitBlocks ?? 0,
    nowMs: clock.monotonicMs,
    log,
  })
  const watch = createRegistrationWatch({
    chain,
    keeper,
    netuid,
    hotkeySs58,
    initial: place,
    nowMs: clock.monotonicMs,
    onChange,
  })

  function onChange(change: RegistrationChange): void {
    if (change.kind === 'moved') {
      log.warn(change, 'the uid of the hotkey has changed')
      return
    }
    if (change.kind === 'registered') {
      log.info(change, 'the hotkey is registered again')
      announcer.reset()
      return
    }
    const error = lostRegistration(own, change)
    const waits = settings['chain.on_deregistered'] === 'wait'
    log.error(
      error.values,
      `${error.summary} ${waits ? 'Waiting until it is registered again.' : 'Stopping.'}`,
    )
    if (!waits) ended.resolve(error)
  }

  let wasImmune = false
  function sayEndOfImmunity(): void {
    const snapshot = keeper.current()
    const left = immuneBlocksLeft({
      registeredAtBlock: watch.current()?.registeredAtBlock ?? null,
      immunityPeriodBlocks: snapshot?.immunityPeriodBlocks ?? null,
      headBlock: chain.status().head?.number ?? null,
    })
    if (wasImmune && left === 0)
      log.warn('The immunity has ended: a better miner may take the place from now on.')
    if (left !== null) wasImmune = left > 0
  }

  const duties = [
    { name: 'registration', beat: watch.beat },
    { name: 'metagraph', beat: keeper.beat },
    { name: 'immunity', beat: async () => sayEndOfImmunity() },
    { name: 'axon', beat: async () => (watch.current() === null ? undefined : announcer.beat()) },
  ]
  const announces = settings['chain.announce_axon']
  const pulse = followChain({ chain, clock, duties: announces ? duties : duties.slice(0, -1), log })
  return {
    registration: watch.current,
    announcement: () => (announces ? announcer.current() : null),
    ended: ended.promise,
    stop: pulse.stop,
  }
}
