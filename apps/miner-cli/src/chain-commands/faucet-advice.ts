import type { ChosenNetwork } from './chosen-network.ts'

/**
 * Where TAO comes from on this network; null on local ones, where the development account gives it.
 *
 * The faucet of the runtime is a call that only builds with `pow-faucet` take, local ones; runtimes of 2026 no longer
 * have it.
 */
export function faucetAdvice(
  { name, isLocal }: Pick<ChosenNetwork, 'name' | 'isLocal'>,
  coldkeySs58: string,
): string[] | null {
  if (isLocal) return null
  if (name === 'test') {
    return [
      'The test network has no faucet: its runtime is built without one.',
      'Test TAO is given away by people: ask in the help forum of the Bittensor Discord',
      '(the post "Requests for Testnet TAO"), and name the address of your coldkey:',
      coldkeySs58,
    ]
  }
  if (name === 'finney' || name === 'archive') {
    return [
      'There is no faucet on the main network: TAO is real money, bought or earned.',
      'Whoever sends you some needs the address of your coldkey:',
      coldkeySs58,
      'To try things out, use a local chain or the test network.',
    ]
  }
  return [
    'Only its operator knows whether this network has a faucet; none is used here.',
    'Ask for TAO to the address of your coldkey:',
    coldkeySs58,
  ]
}
