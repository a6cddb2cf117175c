import type { ErrorNotes } from './error-note.ts'

const poor = {
  meaning: 'The account does not hold enough for this.',
  hint: 'Take a smaller amount, or send TAO to the account first; fees and the existential deposit count.',
  funds: true,
} as const
const wouldDie = {
  meaning: 'The account would fall below the existential deposit and be removed.',
  hint: 'Leave at least the existential deposit (500 rao) and the fee, or take the amount `all`.',
  funds: true,
} as const
const coldkeySwap = {
  meaning: 'A swap of this coldkey is under way; until it ends the chain takes nothing else from it.',
  hint: 'Finish the swap, or wait until it is settled.',
}

/** What an account can fail of, whatever the call: balances, tokens, origins and limits of a block. */
export const accountErrorNotes: ErrorNotes = {
  NotEnoughBalanceToStake: poor,
  NotEnoughBalanceToPaySwapHotKey: poor,
  NotEnoughBalanceToPaySwapColdKey: poor,
  CannotAffordLockCost: poor,
  InsufficientBalance: poor,
  BalanceTooLow: poor,
  BalanceWithdrawalError: poor,
  ZeroBalanceAfterWithdrawn: wouldDie,
  FundsUnavailable: poor,
  LiquidityRestrictions: {
    ...poor,
    meaning: 'A part of the balance is locked, and the rest is not enough.',
  },
  Frozen: { ...poor, meaning: 'The balance is frozen.' },
  NotExpendable: wouldDie,
  Expendability: wouldDie,
  OnlyProvider: wouldDie,
  Underflow: poor,
  BelowMinimum: {
    meaning: 'The receiving account does not exist yet, and the amount is below the existential deposit.',
    hint: 'Send at least 500 rao.',
  },
  ExistentialDeposit: {
    meaning: 'The amount is below the existential deposit.',
    hint: 'Send at least 500 rao.',
  },
  CallFiltered: {
    meaning: 'The chain does not take this call now: it is filtered, for instance in safe mode.',
    hint: 'Look for an announcement of the network, and try again later.',
    retryable: true,
  },
  BadOrigin: {
    meaning: 'This account may not make the call.',
    hint: 'Sign with the key that the call is meant for: the coldkey for money, the hotkey for serving.',
  },
  TransactorAccountShouldBeHotKey: {
    meaning: 'The call has to be signed by the hotkey.',
    hint: 'Sign with the hotkey.',
  },
  ColdkeySwapAnnounced: coldkeySwap,
  ColdkeySwapDisputed: coldkeySwap,
  ColdkeyIsInArbitration: coldkeySwap,
  CannotUseSystemAccount: {
    meaning: 'The account belongs to the chain itself.',
    hint: 'Check the address.',
  },
}
