import type { TransferOptions } from '../../client.ts'
import { bob, poor, TAO } from './writes-world.ts'

/** From Bob to somebody poor. */
export const payment = (options: Partial<TransferOptions> = {}): TransferOptions => ({
  from: bob.keypair,
  toSs58: poor.ss58,
  amountRao: TAO,
  ...options,
})
