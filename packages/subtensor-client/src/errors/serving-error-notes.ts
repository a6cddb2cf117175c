import type { ErrorNotes } from './error-note.ts'

const unregistered = {
  meaning: 'The hotkey is not registered on this subnet.',
  hint: 'Register it first; if it was registered, it has been replaced by another miner.',
}

/** What serving an axon, serving Prometheus and commitments can fail of. */
export const servingErrorNotes: ErrorNotes = {
  HotKeyNotRegisteredInSubNet: unregistered,
  HotKeyNotRegisteredInNetwork: unregistered,
  UidNotFound: unregistered,
  ServingRateLimitExceeded: {
    meaning: 'The hotkey has served within the last blocks; the subnet limits how often.',
    hint: 'Wait for as many blocks as the rate limit says (50 where the subnet keeps the default: 10 minutes).',
    retryable: true,
  },
  InvalidIpType: {
    meaning: 'The kind of address is neither IPv4 nor IPv6.',
    hint: 'Pass an address in dotted or colon form.',
  },
  InvalidIpAddress: {
    meaning: 'The chain does not take this address: it is loopback, or none that others can reach.',
    hint: 'Pass the address under which validators reach this machine (`ip`).',
  },
  InvalidPort: {
    meaning: 'The chain does not take port 0.',
    hint: 'Pass the port under which validators reach the axon (`port`).',
  },
  AccountNotAllowedCommit: {
    meaning: 'The account may not commit data on this subnet: its hotkey is not registered there.',
    hint: 'Register the hotkey first.',
  },
  SpaceLimitExceeded: {
    meaning: 'The hotkey has committed as many bytes as it may in this tempo.',
    hint: 'Try again after the next epoch, or commit less.',
    retryable: true,
  },
  TooManyFieldsInCommitmentInfo: {
    meaning: 'The commitment has more fields than the chain takes.',
    hint: 'Commit three fields at most.',
  },
}
