import { existentialDepositRao, freeRao } from '../account.ts'
import { buyAlpha } from '../alpha-pool.ts'
import { addNeuron, uidOf } from '../neurons.ts'
import { withdraw } from './balances.ts'
import {
  amountArg,
  type CallContext,
  type CallHandler,
  moduleFailure,
  numberArg,
  textArg,
} from './call-context.ts'

const subtensor = (name: string) => `SubtensorModule.${name}`

function register(context: CallContext): void {
  const { view, signerSs58, emit } = context
  const netuid = numberArg(context, 'netuid')
  const hotkey = textArg(context, 'hotkey')
  const fail = (...names: readonly string[]) => moduleFailure(view, ...names.map(subtensor))

  if (netuid === 0) throw fail('RegistrationNotPermittedOnRootSubnet')
  if (!view.flag('SubtensorModule.NetworksAdded', netuid))
    throw fail('SubNetworkDoesNotExist', 'SubnetNotExists')
  if (!view.flag('SubtensorModule.NetworkRegistrationAllowed', netuid))
    throw fail('SubNetRegistrationDisabled')
  const inThisBlock = view.number('SubtensorModule.RegistrationsThisBlock', netuid)
  if (inThisBlock >= view.number('SubtensorModule.MaxRegistrationsPerBlock', netuid))
    throw fail('TooManyRegistrationsThisBlock')
  if (uidOf(view, netuid, hotkey) !== null) throw fail('HotKeyAlreadyRegisteredInSubNet')
  const burnRao = view.amount('SubtensorModule.Burn', netuid)
  if (freeRao(view, signerSs58) < burnRao + existentialDepositRao(view)) throw fail('NotEnoughBalanceToStake')
  if (view.has('SubtensorModule.Owner', hotkey) && view.text('SubtensorModule.Owner', hotkey) !== signerSs58)
    throw fail('NonAssociatedColdKey')
  if (view.number('SubtensorModule.MaxAllowedUids', netuid) === 0) throw fail('NoNeuronIdAvailable')

  withdraw(context, signerSs58, burnRao)
  buyAlpha(view, netuid, burnRao)
  const recycledRao = view.has('SubtensorModule.RAORecycledForRegistration', netuid)
    ? view.amount('SubtensorModule.RAORecycledForRegistration', netuid)
    : 0n
  view.put('SubtensorModule.RAORecycledForRegistration', [netuid], recycledRao + burnRao)
  emit('SubtensorModule.RAORecycledForRegistrationSet', netuid, recycledRao + burnRao)
  const uid = addNeuron(view, netuid, hotkey, signerSs58)
  view.put('SubtensorModule.RegistrationsThisBlock', [netuid], inThisBlock + 1)
  emit('SubtensorModule.NeuronRegistered', netuid, uid, hotkey)
}

const registerLimit: CallHandler = (context) => {
  const { view } = context
  if (view.amount('SubtensorModule.Burn', numberArg(context, 'netuid')) > amountArg(context, 'limitPrice'))
    throw moduleFailure(view, 'SubtensorModule.RegistrationPriceLimitExceeded')
  register(context)
}

export const registrationCalls: Readonly<Record<string, CallHandler>> = {
  'subtensorModule.burnedRegister': register,
  'subtensorModule.registerLimit': registerLimit,
}
