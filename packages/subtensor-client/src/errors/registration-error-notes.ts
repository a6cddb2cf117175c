import type { ErrorNotes } from './error-note.ts'

const missingSubnet = {
  meaning: 'There is no subnet with this netuid on this network.',
  hint: 'List the subnets that there are, and check that the network is the right one.',
}

/** What a registration can fail of (pallet SubtensorModule, runtimes 293 to 424). */
export const registrationErrorNotes: ErrorNotes = {
  SubNetworkDoesNotExist: missingSubnet,
  SubnetNotExists: missingSubnet,
  MechanismDoesNotExist: missingSubnet,
  HotKeyAlreadyRegisteredInSubNet: {
    meaning: 'The hotkey is registered on this subnet already.',
    hint: 'Nothing needs to be paid again: start the miner with this hotkey, or name another one.',
  },
  SubNetRegistrationDisabled: {
    meaning: 'The subnet takes no registrations now.',
    hint: 'Ask its owner when it opens, or choose another subnet.',
  },
  RegistrationNotPermittedOnRootSubnet: {
    meaning: 'The root network (netuid 0) takes no registrations of this kind.',
    hint: 'Name the netuid of a subnet.',
  },
  TooManyRegistrationsThisBlock: {
    meaning: 'The subnet has taken as many registrations as it takes in one block.',
    hint: 'Try again in the next block (12 s).',
    retryable: true,
  },
  TooManyRegistrationsThisInterval: {
    meaning: 'The subnet has taken as many registrations as it takes in this interval.',
    hint: 'Try again in the next adjustment interval; the hyperparameters say how long it is.',
    retryable: true,
  },
  NoNeuronIdAvailable: {
    meaning: 'The subnet is full and nobody in it can be replaced: all of them are immune.',
    hint: 'Try again when the immunity of the latest ones has ended.',
    retryable: true,
  },
  RegistrationPriceLimitExceeded: {
    meaning: 'The price of the registration rose above the limit; nothing was registered.',
    hint: 'Look at the price again, and raise the limit if it is worth that to you.',
  },
  NonAssociatedColdKey: {
    meaning: 'The hotkey belongs to another coldkey.',
    hint: 'Use the coldkey that owns the hotkey, or create a new hotkey.',
  },
  NewColdKeyIsHotkey: {
    meaning: 'An account that is a hotkey cannot be a coldkey.',
    hint: 'Use an account for one of the two only.',
  },
  InvalidWorkBlock: {
    meaning: 'The proof of work was made for a block that is too old.',
    hint: 'Make the work again, or register by burning.',
    retryable: true,
  },
  InvalidDifficulty: {
    meaning: 'The proof of work does not meet the difficulty.',
    hint: 'Make the work again, or register by burning.',
  },
  InvalidSeal: {
    meaning: 'The proof of work is wrong.',
    hint: 'Make the work again, or register by burning.',
  },
  FaucetDisabled: {
    meaning: 'This chain has no faucet.',
    hint: 'Only local chains built for it have one; on the test network ask for TAO in its community channels.',
  },
  Deprecated: {
    meaning: 'The runtime no longer offers this call.',
    hint: 'Update to a version that knows this runtime.',
  },
  DisabledTemporarily: {
    meaning: 'The runtime has switched this call off for now.',
    hint: 'Try again later.',
    retryable: true,
  },
  CallDisabled: {
    meaning: 'The runtime has switched this call off.',
    hint: 'Look for an announcement of the network; it may come back with the next runtime.',
  },
}
