import { createHash } from 'node:crypto'
import { btauthPayload, judgeBtauth, parseBtauthHeaders } from '@ig/protocol'
import { verify } from '@ig/sr25519'
import type { AxonRequest } from './axon-request.ts'
import type { CallerKey } from './caller.ts'
import type { Claim } from './claim.ts'
import { isRefusal, notVerified, type Refusal } from './refusal.ts'
import { timeoutSecondsOf } from './timeout.ts'
import { verifyEd25519 } from './verify-ed25519.ts'

/**
 * The claim of bittensor 11's headers. The receiver must be named, and be this axon.
 *
 * @throws IgError `E_BTAUTH_MALFORMED`, or `E_HEADER` for a timeout that is no number.
 */
export function btauthClaim(
  request: AxonRequest,
  axonHotkey: string,
  keyOf: (address: string) => CallerKey | Refusal,
): Claim | Refusal {
  const headers = parseBtauthHeaders((name) => request.header(name))
  const key = keyOf(headers.sender)
  if (isRefusal(key)) return key
  return {
    protocol: 'btauth/1',
    key,
    version: null,
    timeoutSeconds: timeoutSecondsOf(request),
    bodyHash: null,
    nonce: { publicKeyHex: key.publicKeyHex, uuid: null, nonceNs: headers.nonceNs },
    signsBody: true,
    judge(nowNs) {
      const verdict = judgeBtauth({ headers, selfHotkey: axonHotkey, nowNs })
      return verdict.ok ? null : notVerified(verdict.message)
    },
    verify(body) {
      const payload = btauthPayload({
        scheme: headers.scheme,
        method: request.method,
        target: request.target,
        bodySha256Hex: createHash('sha256').update(body).digest('hex'),
        nonceNs: headers.nonceNs,
        sender: headers.sender,
        receiver: headers.receiver,
      })
      const verifies = headers.scheme === 'ed25519' ? verifyEd25519 : verify
      return verifies(Buffer.from(payload), headers.signature, key.publicKey)
    },
  }
}
