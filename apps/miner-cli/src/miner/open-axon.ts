import { type Axon, type AxonServer, type CallerPolicy, createAxon, fileNonceJournal, serve } from '@ig/axon'
import type { Miner } from '@ig/miner'
import { type EventPredictionFields, EventPredictionSynapse } from '@ig/protocol'
import type { Keypair } from '@ig/sr25519'
import type { DataFolder } from '../process/data-folder.ts'
import { createRefusalCount, type RefusalCount } from './count-refusals.ts'
import { withListeningSettings } from './listening-problem.ts'
import { logAxonEvent } from './log-axon-event.ts'
import type { MinerContext } from './miner-context.ts'
import { tellNonceTrouble } from './tell-nonce-trouble.ts'

/** An axon that answers for the engine. */
export interface OpenAxon {
  readonly axon: Axon
  readonly server: AxonServer
  readonly refusals: RefusalCount
}

/** Who may ask, and for whom money may be spent. */
export interface Access {
  /** Undefined: every verified key. */
  readonly policy: CallerPolicy | undefined
  mayPay(publicKeyHex: string): boolean
  /** Told of verified keys that ask, and of refusals. */
  readonly onCaller?: (publicKeyHex: string | null) => void
}

const DRAIN_MS = 5_000

/** Listens for requests to a hotkey and answers them from the engine, which starts to work. */
export async function openAxon(
  { settings, sources, log, cleanup, happenings, reload }: MinerContext,
  {
    hotkey,
    access,
    miner,
    folder,
  }: {
    readonly hotkey: Keypair
    readonly access: Access
    readonly miner: Miner
    readonly folder: DataFolder
  },
): Promise<OpenAxon> {
  const refusals = createRefusalCount(log)
  cleanup.defer(refusals.stop)
  const sayNonceTrouble = tellNonceTrouble(log, () => axon.stats().unwrittenNonces)
  const axon: Axon = createAxon({
    hotkey,
    synapses: [answeringSynapse(miner, access)],
    ...(access.policy && { policy: access.policy }),
    rateLimitPerSecond: settings['axon.rate_limit'],
    nonceJournal: fileNonceJournal(folder.nonces),
    ...(settings['axon.external_ip'] && { externalIp: settings['axon.external_ip'] }),
    ...(settings['axon.external_port'] && { externalPort: settings['axon.external_port'] }),
    onEvent: (event) => {
      if (event.status === 403) access.onCaller?.(null)
      refusals.saw(event)
      logAxonEvent(log, event)
      sayNonceTrouble(event)
      happenings.request.tell(event)
    },
  })
  cleanup.defer(() => axon.close())
  reload.on(['axon.rate_limit'], ({ values }) => axon.limitRate(values['axon.rate_limit']))
  const place = { ip: settings['axon.ip'], port: settings['axon.port'] }
  const server = await serve(axon, place).catch((error: unknown) => {
    throw withListeningSettings(error, { sources })
  })
  cleanup.defer(() => server.close({ graceMs: DRAIN_MS }))
  miner.start()
  return { axon, server, refusals }
}

/** What an axon answers with: the engine, told who asks and whether money may be spent for it. */
export function answeringSynapse(miner: Miner, { mayPay, onCaller }: Access) {
  return {
    synapse: EventPredictionSynapse,
    forward: async (
      { events }: EventPredictionFields,
      { caller }: { caller: { ss58: string; publicKeyHex: string } },
    ) => {
      onCaller?.(caller.publicKeyHex)
      return {
        events: await miner.answer(events, { ss58: caller.ss58, mayPay: mayPay(caller.publicKeyHex) }),
      }
    },
  }
}
