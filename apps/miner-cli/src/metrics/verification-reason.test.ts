import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { VERIFICATION_REASONS, verificationReason } from './verification-reason.ts'

test.each([
  ['Not Verified with error: Missing Nonce', 'missing_nonce'],
  ['Not Verified with error: Missing Hotkey', 'missing_hotkey'],
  ['Not Verified with error: Missing Signature', 'missing_signature'],
  ['Not Verified with error: Invalid SS58 address: The address has a wrong checksum.', 'hotkey'],
  [
    'Not Verified with error: Nonce is too old: acceptable delta is 16.0 seconds but request was 99.1 seconds old',
    'stale_nonce',
  ],
  ['Not Verified with error: nonce is older than the 10s freshness window', 'stale_nonce'],
  [
    'Not Verified with error: Nonce is in the future: acceptable delta is 4 seconds but request was 9 seconds ahead',
    'future_nonce',
  ],
  ['Not Verified with error: nonce is more than 2s in the future', 'future_nonce'],
  ['Not Verified with error: Nonce is too old, a newer one was last processed', 'replayed_nonce'],
  ['Not Verified with error: Signature mismatch', 'signature'],
  ['Not Verified with error: the body does not match its hash', 'body_hash'],
  ['Not Verified with error: request was signed for a different receiving hotkey', 'wrong_receiver'],
  ['Not Verified with error: refused by this axon', 'other'],
])('%s', (message, reason) => {
  expect(verificationReason(message)).toBe(reason)
})

test('no text makes a label of its own', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(VERIFICATION_REASONS).toContain(verificationReason(text))
    }),
  )
})
