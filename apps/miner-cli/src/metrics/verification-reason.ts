/** Why requests do not verify, in the few words that a label may have. */
export const VERIFICATION_REASONS = [
  'missing_nonce',
  'missing_hotkey',
  'missing_signature',
  'hotkey',
  'stale_nonce',
  'future_nonce',
  'replayed_nonce',
  'signature',
  'body_hash',
  'wrong_receiver',
  'other',
] as const

export type VerificationReason = (typeof VERIFICATION_REASONS)[number]

/** The first that fits; the axon's messages begin with the SDK's words. */
const BY_MESSAGE: readonly (readonly [RegExp, VerificationReason])[] = [
  [/receiver|receiving/i, 'wrong_receiver'],
  [/missing nonce/i, 'missing_nonce'],
  [/missing hotkey/i, 'missing_hotkey'],
  [/missing signature/i, 'missing_signature'],
  [/ss58|sender/i, 'hotkey'],
  [/newer one was last processed/i, 'replayed_nonce'],
  [/in the future/i, 'future_nonce'],
  [/nonce/i, 'stale_nonce'],
  [/signature/i, 'signature'],
  [/body|hash/i, 'body_hash'],
]

/** The reason that a refusal with status 401 gives, so that texts never become labels. */
export function verificationReason(message: string): VerificationReason {
  return BY_MESSAGE.find(([pattern]) => pattern.test(message))?.[1] ?? 'other'
}
