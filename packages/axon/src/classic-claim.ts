import { judgeNonce, parseRequestHeaders, signedText } from '@ig/protocol'
import { verify } from '@ig/sr25519'
import type { AxonRequest } from './axon-request.ts'
import type { CallerKey } from './caller.ts'
import type { Claim } from './claim.ts'
import { isRefusal, notVerified, type Refusal } from './refusal.ts'

const SIGNATURE = /^0x[0-9a-fA-F]{128}$/

/**
 * The claim of a dendrite's headers. The receiver is this axon, whatever the headers say.
 *
 * @throws IgError `E_HEADER` for headers that cannot be read.
 */
export function classicClaim(
  request: AxonRequest,
  axonHotkey: string,
  keyOf: (address: string) => CallerKey | Refusal,
): Claim | Refusal {
  const headers = parseRequestHeaders((name) => request.header(name))
  const { dendrite, timeoutSeconds } = headers
  const bodyHash = headers.bodyHash ?? ''
  const { nonceNs, hotkey, signature } = dendrite
  if (nonceNs === null) return notVerified('Missing Nonce')
  if (hotkey === null) return notVerified('Missing Hotkey')
  if (signature === null) return notVerified('Missing Signature')
  if (!SIGNATURE.test(signature)) return notVerified('Signature is not 0x and 128 hex digits')
  const key = keyOf(hotkey)
  if (isRefusal(key)) return key
  // Absent ones are the text "None" in what a Python dendrite signs.
  const uuid = dendrite.uuid ?? 'None'
  return {
    protocol: 'classic',
    key,
    version: dendrite.version,
    timeoutSeconds,
    bodyHash,
    nonce: { publicKeyHex: key.publicKeyHex, uuid, nonceNs },
    signsBody: false,
    judge(nowNs) {
      const verdict = judgeNonce({ nonceNs, nowNs, timeoutSeconds })
      return verdict.ok ? null : notVerified(verdict.message)
    },
    verify() {
      const text = signedText({
        nonceNs,
        dendriteHotkey: hotkey,
        axonHotkey,
        uuid,
        bodyHash,
      })
      return verify(Buffer.from(text), Buffer.from(signature.slice(2), 'hex'), key.publicKey)
    },
  }
}
