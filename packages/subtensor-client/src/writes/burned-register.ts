import { decodeBittensorAddress, encodeSs58 } from '@ig/protocol'
import type { ApiPromise } from '@polkadot/api'
import type { ChainEvent } from '../chain-data.ts'
import type { DryRun, RegisterOptions, RegisterOutcome } from '../client.ts'
import { chainDecodeFailed } from '../errors/connection-errors.ts'
import { costAboveLimit } from '../errors/write-errors.ts'
import type { ChainState } from '../reads/chain-state.ts'
import { readBalance } from '../reads/get-balance.ts'
import { readBurnCost } from '../reads/get-burn-cost.ts'
import { readHotkeyOwner } from '../reads/get-hotkey-owner.ts'
import { readUid } from '../reads/get-uid.ts'
import { requireSubnet } from '../reads/require-subnet.ts'
import { checkFunds, checkLimit } from './amounts.ts'
import { buildCall, hasCall } from './build-call.ts'
import { dryRun } from './dry-run.ts'
import { estimateFeeRao } from './estimate-fee.ts'
import type { ChainNow, Intent } from './intent.ts'
import { sumOf } from './read-events.ts'
import { refusedBeforeSending } from './refused-before-sending.ts'
import type { Call } from './sign-extrinsic.ts'
import { submitExtrinsic } from './submit-extrinsic.ts'
import type { WriteContext } from './write-context.ts'

// Where the call itself has no limit, the price can rise for as long as the call is valid.
const MAX_ERA_BLOCKS = 8
const ROOT_NETUID = 0

type Registration = Pick<RegisterOptions, 'netuid' | 'hotkeySs58' | 'maxCostRao'> & {
  readonly coldkeySs58: string
}

/**
 * Registers a hotkey on a subnet by burning TAO of the coldkey: `register_limit` with the limit where the runtime has
 * it, else `burned_register` after the price was read again in the last block before sending; valid for 8 blocks at
 * most. Whatever is known to be refused is refused before anything is sent.
 *
 * Amounts are in rao: `burnRao` is what was burned, `feeRao` what the extrinsic cost besides.
 *
 * @throws IgError `E_CHAIN_COST` above `maxCostRao`, `E_CHAIN_ARGUMENT` where no u64 holds it; `E_CHAIN_SUBNET`; `E_CHAIN_FUNDS`; `E_CHAIN_REFUSED`
 * (`HotKeyAlreadyRegisteredInSubNet`, `SubNetRegistrationDisabled`, `NonAssociatedColdKey` and others); `E_SS58`;
 * what {@link submitExtrinsic} throws.
 * @see Subtensor, pallet SubtensorModule: `burned_register`, `register_limit` (runtimes 293 and 424)
 */
export async function burnedRegister(
  context: WriteContext,
  options: RegisterOptions,
): Promise<RegisterOutcome> {
  const { coldkey, netuid, hotkeySs58 } = options
  const coldkeySs58 = encodeSs58(coldkey.publicKey)
  const { uidNow, ...outcome } = await submitExtrinsic(context, {
    intent: registrationIntent({ ...options, coldkeySs58 }),
    keypair: coldkey,
    options,
    maxEraBlocks: MAX_ERA_BLOCKS,
    readMore: async (at, before) => ({
      uidNow: await readUid(at, netuid, hotkeySs58),
      balanceBeforeRao: (await readBalance(before, coldkeySs58)).freeRao,
      balanceAfterRao: (await readBalance(at, coldkeySs58)).freeRao,
    }),
  })
  const uid = uidIn(outcome.events, hotkeySs58) ?? uidNow
  if (uid === null)
    throw chainDecodeFailed({ what: `the uid of the registration in ${outcome.extrinsicHash}` })
  return { ...outcome, netuid, uid, hotkeySs58, burnRao: burned(outcome, coldkeySs58) }
}

/** What {@link burnedRegister} would cost besides the burn, and whether the runtime would take it. */
export async function dryRunRegister(
  context: WriteContext,
  options: Omit<RegisterOptions, 'coldkey'> & { readonly coldkeySs58: string },
): Promise<DryRun> {
  return dryRun(context, registrationIntent(options), options.signal)
}

/** What is sent, and what is checked before. */
export function registrationIntent(registration: Registration): Intent {
  const { coldkeySs58, hotkeySs58, maxCostRao } = registration
  decodeBittensorAddress(hotkeySs58)
  decodeBittensorAddress(coldkeySs58)
  checkLimit('maxCostRao', maxCostRao)
  const build = (api: ApiPromise) => buildRegistration(api, registration)
  return { accountSs58: coldkeySs58, build, check: (chain) => checkRegistration(chain, registration, build) }
}

function buildRegistration(api: ApiPromise, { netuid, hotkeySs58, maxCostRao }: Registration): Call {
  return hasCall(api, 'subtensorModule', 'registerLimit')
    ? buildCall(api, 'subtensorModule', 'registerLimit', [netuid, hotkeySs58, maxCostRao])
    : buildCall(api, 'subtensorModule', 'burnedRegister', [netuid, hotkeySs58])
}

async function checkRegistration(
  { api, at, head }: ChainNow,
  { netuid, hotkeySs58, coldkeySs58, maxCostRao }: Registration,
  build: (api: ApiPromise) => Call,
): Promise<void> {
  await requireSubnet(at, netuid)
  if (netuid === ROOT_NETUID) throw refusedBeforeSending('RegistrationNotPermittedOnRootSubnet', { netuid })
  const uid = await readUid(at, netuid, hotkeySs58)
  if (uid !== null) throw refusedBeforeSending('HotKeyAlreadyRegisteredInSubNet', { netuid, uid, hotkeySs58 })
  const isOpen = await at.storage('subtensorModule.networkRegistrationAllowed', netuid)
  if (isOpen !== true) throw refusedBeforeSending('SubNetRegistrationDisabled', { netuid })
  await checkOwner(at, hotkeySs58, coldkeySs58)
  const costRao = await readBurnCost(at, netuid)
  if (costRao > maxCostRao) throw costAboveLimit({ netuid, costRao, maxCostRao, block: head })
  const feeRao = await estimateFeeRao(api, build(api), coldkeySs58)
  await checkFunds(at, coldkeySs58, costRao + feeRao)
}

async function checkOwner(at: ChainState, hotkeySs58: string, coldkeySs58: string): Promise<void> {
  const ownerSs58 = await readHotkeyOwner(at, hotkeySs58)
  if (ownerSs58 !== null && ownerSs58 !== coldkeySs58) {
    throw refusedBeforeSending('NonAssociatedColdKey', { hotkeySs58, coldkeySs58, ownerSs58 })
  }
}

/** NeuronRegistered(netuid, uid, hotkey): its fields have no names. */
function uidIn(events: readonly ChainEvent[], hotkeySs58: string): number | null {
  const registered = events.find(({ name }) => name === 'SubtensorModule.NeuronRegistered')
  const [, uid, hotkey] = Object.values(registered?.data ?? {})
  return typeof uid === 'number' && hotkey === hotkeySs58 ? uid : null
}

/** What left the account besides the fee: by the events, or by the balance where a runtime emits none for it. */
function burned(
  outcome: Pick<RegisterOutcome, 'events' | 'feeRao' | 'balanceBeforeRao' | 'balanceAfterRao'>,
  coldkeySs58: string,
): bigint {
  const { events, feeRao, balanceBeforeRao, balanceAfterRao } = outcome
  const withdrawnRao = sumOf(events, 'Balances.Withdraw', coldkeySs58)
  const returnedRao = sumOf(events, 'Balances.Deposit', coldkeySs58)
  const byEventsRao = withdrawnRao - returnedRao - feeRao
  return byEventsRao > 0n ? byEventsRao : balanceBeforeRao - balanceAfterRao - feeRao
}
