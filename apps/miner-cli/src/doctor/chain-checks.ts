import { IgError } from '@ig/errors'
import { notRegistered } from '../chain/not-registered.ts'
import { checkBalance } from '../checks/check-balance.ts'
import { checkEndpoint } from '../checks/check-endpoint.ts'
import { checkHotkey } from '../checks/check-hotkey.ts'
import { checkImmunity, checkRank, checkRegistration } from '../checks/check-place.ts'
import { type CheckResult, fail, skip, warn } from '../checks/check-result.ts'
import { checkSubnetNotice } from '../checks/check-subnet-notice.ts'
import type { Check } from '../checks/run-check.ts'
import type { ChainView } from './chain-view.ts'
import type { Checkup } from './checkup.ts'

const CHAIN_MS = 40_000
/** Argon2 takes its time on purpose. */
const KEY_MS = 60_000

/** Wallet, endpoint and the place on the subnet. */
export function chainChecks(checkup: Checkup): Check[] {
  const { network, settings, env, deriveKey } = checkup
  if (network === null) {
    const seen = 'the sandbox has none, and makes its own keys'
    return [{ name: 'chain', run: async () => skip('chain', seen, 'Name one: --subtensor.network test') }]
  }
  return [
    {
      name: 'hotkey',
      limitMs: KEY_MS,
      run: (signal) => checkHotkey(settings, { env, deriveKey, signal }),
    },
    {
      name: 'chain endpoint',
      limitMs: CHAIN_MS,
      run: async () => endpointRow(checkup, await checkup.chain()),
    },
    {
      name: 'subnet',
      limitMs: CHAIN_MS,
      async run() {
        // Its name tells as much where the chain does not answer.
        const view = await checkup.chain().catch(() => null)
        return checkSubnetNotice(settings.netuid, view?.network ?? network)
      },
    },
    onChain(checkup, 'registration', (view) => registrationRow(checkup, view)),
    onPlace(checkup, 'immunity', ({ metagraph, neuron, head }) =>
      checkImmunity(metagraph, neuron, head.number),
    ),
    onPlace(checkup, 'rank', ({ metagraph, neuron, head }) => checkRank(metagraph, neuron, head.number)),
    onChain(checkup, 'balance', balanceRow),
  ]
}

function endpointRow({ clock, settings }: Checkup, { status, network, head }: ChainView): CheckResult {
  const row = checkEndpoint({
    status,
    isLocal: network.isLocal,
    headTimestampMs: head.timestampMs,
    nowMs: clock.nowMs(),
  })
  const given = settings['subtensor.chain_endpoint'] ?? settings['subtensor.network']
  const isPlain = /\bws:\/\//.test(given) && !network.isLocal
  if (row.state !== 'ok' || !isPlain || network.name === 'local') return row
  return warn(
    row.name,
    `${row.seen}; its answers come unencrypted`,
    'Use an address that begins with wss://.',
  )
}

function registrationRow({ settings }: Checkup, view: ChainView): CheckResult {
  const { metagraph, hotkeySs58, neuron, network } = view
  const { netuid } = settings
  if (metagraph === null) {
    return fail('registration', `there is no subnet ${netuid} on this network`, 'pnpm miner subnets')
  }
  if (hotkeySs58 === null)
    return skip('registration', "the hotkey's address is not known", 'See the row hotkey.')
  const mend = notRegistered({ settings, network, hotkeySs58 }).hint ?? 'pnpm miner register'
  return checkRegistration(neuron, netuid, mend)
}

function balanceRow({ coldkey, metagraph, neuron }: ChainView): CheckResult {
  if (coldkey === null) return skip('balance', "the coldkey's address is not known here; running needs none")
  const burnRao = metagraph?.burnRao ?? 0n
  return checkBalance({
    coldkeySs58: coldkey.ss58,
    freeRao: coldkey.freeRao,
    burnRao,
    isRegistered: neuron !== null,
  })
}

/** A row that the chain decides; where it cannot be reached, the row of the endpoint says why. */
function onChain(checkup: Checkup, name: string, row: (view: ChainView) => CheckResult): Check {
  return {
    name,
    limitMs: CHAIN_MS,
    async run() {
      let view: ChainView
      try {
        view = await checkup.chain()
      } catch (error) {
        if (IgError.isInstance(error))
          return skip(name, 'the chain did not answer', 'See the row chain endpoint.')
        throw error
      }
      return row(view)
    },
  }
}

type Place = ChainView & {
  readonly metagraph: NonNullable<ChainView['metagraph']>
  readonly neuron: NonNullable<ChainView['neuron']>
}

function onPlace(checkup: Checkup, name: string, row: (place: Place) => CheckResult): Check {
  return onChain(checkup, name, (view) => {
    const { metagraph, neuron } = view
    if (metagraph === null || neuron === null) return skip(name, 'not registered')
    return row({ ...view, metagraph, neuron })
  })
}
