import type { ErrorNotes } from './error-note.ts'

const tooSmall = {
  meaning: 'The amount is below the least that can be staked or unstaked.',
  hint: 'Take a larger amount; or all of it, where little would be left.',
}
const unknownHotkey = {
  meaning: 'The hotkey is unknown to the chain.',
  hint: 'Check the address; a hotkey exists once it has been registered on a subnet.',
}
const badPrice = {
  meaning: 'The price in the pool is worse than the limit.',
  hint: 'Change the limit, take a smaller amount, or allow a part of it to be done.',
}
const tooFast = {
  meaning: 'The account has staked or unstaked a moment ago; the chain limits how often.',
  hint: 'Try again in the next block (12 s).',
  retryable: true,
} as const
const tooLittleStake = {
  meaning: 'There is not that much stake on this hotkey by this coldkey.',
  hint: 'Look at the stakes of the coldkey, and take no more than there is.',
}
const shallowPool = {
  meaning: 'The pool of the subnet is too small for this amount.',
  hint: 'Take a smaller amount.',
}

/** What staking and unstaking can fail of. */
export const stakeErrorNotes: ErrorNotes = {
  AmountTooLow: tooSmall,
  StakeAmountTooLow: tooSmall,
  HotKeyAccountNotExists: unknownHotkey,
  HotkeyAccountDoesntExist: unknownHotkey,
  NotEnoughStake: tooLittleStake,
  NotEnoughStakeToWithdraw: tooLittleStake,
  StakeUnavailable: {
    meaning: 'That much of the stake cannot be taken: a part of it is locked.',
    hint: 'Take less, or wait until the lock ends.',
  },
  SlippageTooHigh: badPrice,
  PriceLimitExceeded: badPrice,
  ZeroMaxAmount: {
    meaning: 'At the limit price nothing at all could be done: the price in the pool is worse already.',
    hint: 'Change the limit; it is in rao for one whole alpha.',
  },
  ZeroMaxStakeAmount: badPrice,
  InsufficientLiquidity: shallowPool,
  ReservesTooLow: shallowPool,
  SwapInputTooLarge: shallowPool,
  StakingOperationRateLimitExceeded: tooFast,
  StakingRateLimitExceeded: tooFast,
  TxRateLimitExceeded: tooFast,
  NetworkTxRateLimitExceeded: tooFast,
  RateLimitExceeded: {
    meaning: 'The account has done this a moment ago; the chain limits how often.',
    hint: 'Try again some blocks later.',
    retryable: true,
  },
  SubtokenDisabled: {
    meaning: 'The subnet has not been started by its owner, so its alpha cannot be traded.',
    hint: 'Choose another subnet, or wait until its owner starts it.',
  },
  TransferDisallowed: {
    meaning: 'The subnet does not allow stake to be transferred.',
    hint: 'Unstake instead, and transfer TAO.',
  },
  CannotUnstakeLock: {
    meaning: 'The stake that holds the subnet cannot be taken.',
    hint: 'Take the part that is not locked.',
  },
}
