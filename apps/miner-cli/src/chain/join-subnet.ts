import { IgError } from '@ig/errors'
import type { Clock } from '@ig/miner'
import type { Logger } from '../output/create-log.ts'
import type { ChainPort } from './chain-port.ts'
import type { MetagraphKeeper } from './metagraph-keeper.ts'
import { notRegistered, type OwnHotkey } from './not-registered.ts'
import type { Registration } from './registration-watch.ts'
import { neuronOfKey, type SubnetSnapshot } from './subnet-snapshot.ts'
import { pause, waitForChain } from './wait-for-chain.ts'

/** A chain that does not answer in this time does not hold up a miner that knows its place. */
const KNOWN_PLACE_WAIT_MS = 5_000
const LOOK_AGAIN_MS = 12_000

/**
 * Finds our place on the subnet before anyone is served: as the chain has it, else as it stands in the metagraph that
 * was kept; without both it waits for the chain.
 *
 * @throws IgError E_NOT_REGISTERED where the chain has no place for the hotkey, unless `chain.on_deregistered` is
 * `wait`; what `waitForChain` throws.
 */
export async function joinSubnet({
  own,
  publicKeyHex,
  chain,
  keeper,
  clock,
  signal,
  log,
}: {
  readonly own: OwnHotkey
  readonly publicKeyHex: string
  readonly chain: Pick<ChainPort, 'status' | 'ready' | 'getUid'>
  readonly keeper: Pick<MetagraphKeeper, 'current' | 'refresh'>
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly log: Logger
}): Promise<Registration> {
  const { settings, hotkeySs58 } = own
  const placeIn = (snapshot: SubnetSnapshot | null) => snapshot && neuronOfKey(snapshot, publicKeyHex)
  const known = placeIn(keeper.current())
  let answered = known && (await readSoon())
  if (known && answered === null) return known
  let isSaid = false
  for (;;) {
    answered ??= await whenAnswered((abort) => keeper.refresh(abort))
    const place = placeIn(answered)
    answered = null
    if (place) return place
    if (settings['chain.on_deregistered'] === 'exit') throw notRegistered(own)
    if (!isSaid) log.warn(`${notRegistered(own).message} Waiting until it is registered.`)
    isSaid = true
    while ((await whenAnswered(askUid)) === null) {
      await pause(clock, LOOK_AGAIN_MS, signal)
      signal.throwIfAborted()
    }
  }

  function askUid(abort: AbortSignal): Promise<number | null> {
    return chain.getUid({ netuid: settings.netuid, hotkeySs58 }, { signal: abort })
  }

  function whenAnswered<T>(ask: (abort: AbortSignal) => Promise<T>): Promise<T> {
    return waitForChain({ chain, ask, waitSeconds: settings['chain.wait_seconds'], clock, signal, log })
  }

  async function readSoon(): Promise<SubnetSnapshot | null> {
    try {
      await chain.ready({ signal, timeoutMs: KNOWN_PLACE_WAIT_MS })
      return await keeper.refresh(signal)
    } catch (error) {
      signal.throwIfAborted()
      if (!IgError.isInstance(error) || isMisconfigured(error)) throw error
      const { endpoint, problem } = chain.status()
      const block = keeper.current()?.block.number
      log.warn(
        { endpoint, why: problem ?? error.summary, block },
        'The chain does not answer; the metagraph that was kept tells whom to trust until it does.',
      )
      return null
    }
  }
}

/** What is wrong with the settings, and not with the chain: no metagraph of the past makes it right. */
function isMisconfigured({ code }: IgError): boolean {
  return code === 'E_CHAIN_GENESIS' || code === 'E_CHAIN_SUBNET' || code === 'E_CHAIN_ENDPOINT'
}
