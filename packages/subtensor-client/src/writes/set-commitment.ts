import { encodeSs58 } from '@ig/protocol'
import type { ExtrinsicOutcome } from '../chain-data.ts'
import type { CommitmentOptions } from '../client.ts'
import { badArgument } from '../errors/write-errors.ts'
import { buildCall } from './build-call.ts'
import { checkRegistered } from './check-registered.ts'
import type { Intent } from './intent.ts'
import { submitExtrinsic } from './submit-extrinsic.ts'
import type { WriteContext } from './write-context.ts'

const MAX_DATA_BYTES = 128

/**
 * Publishes up to 128 bytes under the hotkey's name on a subnet, in place of what it published before. The hotkey
 * needs no TAO.
 *
 * @throws IgError `E_CHAIN_ARGUMENT` for more bytes; `E_CHAIN_SUBNET`; `E_CHAIN_REFUSED`
 * (`HotKeyNotRegisteredInSubNet`, `SpaceLimitExceeded`); what {@link submitExtrinsic} throws.
 * @see Subtensor, pallet Commitments: `set_commitment`
 */
export async function setCommitment(
  context: WriteContext,
  options: CommitmentOptions,
): Promise<ExtrinsicOutcome> {
  return submitExtrinsic(context, { intent: commitmentIntent(options), keypair: options.hotkey, options })
}

/** What is sent, and what is checked before. */
export function commitmentIntent({ netuid, hotkey, data }: CommitmentOptions): Intent {
  if (data.length > MAX_DATA_BYTES) {
    throw badArgument('A commitment has at most 128 bytes.', { bytes: data.length })
  }
  // One variant of the field's type for each length: Raw0 to Raw128.
  const field = { [`Raw${data.length}`]: `0x${Buffer.from(data).toString('hex')}` }
  const hotkeySs58 = encodeSs58(hotkey.publicKey)
  return {
    accountSs58: hotkeySs58,
    build: (api) => buildCall(api, 'commitments', 'setCommitment', [netuid, { fields: [field] }]),
    check: ({ at }) => checkRegistered(at, netuid, hotkeySs58),
  }
}
