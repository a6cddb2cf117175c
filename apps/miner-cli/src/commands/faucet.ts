import { encodeSs58 } from '@ig/protocol'
import { keypairFromUri } from '@ig/sr25519'
import { faucetAdvice } from '../chain-commands/faucet-advice.ts'
import { chooseNetwork, type OpenChain, openDialogue, withChain } from '../chain-commands/open-chain.ts'
import { sendAndWait } from '../chain-commands/send.ts'
import { fundsMissing } from '../chain-commands/spending-limits.ts'
import { formatTao } from '../chain-commands/tao.ts'
import { positiveTao } from '../chain-commands/transfer-request.ts'
import { EXIT } from '../output/exit-code.ts'
import { jsonLine } from '../output/json-line.ts'
import { walletColdkey } from '../wallet/wallet-addresses.ts'
import type { CommandContext, RunCommand } from './command.ts'

const DEFAULT_TAO = '100'
/** The account whose secret everybody knows; development chains give it TAO in their first block. */
const DEVELOPMENT_ACCOUNT = '//Alice'

/**
 * Says where TAO comes from on this network (exit 1, since none came); on a local chain, sends some from the
 * development account.
 */
export const run: RunCommand = async (context) => {
  const amount = context.flags.get('amount')
  const amountRao = positiveTao(typeof amount === 'string' ? amount : DEFAULT_TAO, '--amount')
  const dialogue = openDialogue(context)
  const network = await chooseNetwork(context, dialogue)
  const coldkeySs58 = walletColdkey(context)
  if (!network.isLocal) return advise(context, network, coldkeySs58)
  return withChain({ dialogue, network }, async (chain) => {
    if (!chain.network.isLocal) return advise(context, chain.network, coldkeySs58)
    await giveFromDevelopmentAccount(context, chain, { coldkeySs58, amountRao })
    return EXIT.ok
  })
}

function advise(
  { json, terminal }: CommandContext,
  network: OpenChain['network'],
  coldkeySs58: string,
): number {
  const advice = faucetAdvice(network, coldkeySs58) ?? []
  const fields = { network: network.name, available: false, coldkeySs58, advice }
  terminal.stdout.write(json ? jsonLine(fields) : `${advice.join('\n')}\n`)
  return EXIT.failed
}

/** Sends TAO of the development account of a local chain, and says what it did. */
export async function giveFromDevelopmentAccount(
  { json, terminal }: Pick<CommandContext, 'json' | 'terminal'>,
  chain: OpenChain,
  { coldkeySs58, amountRao }: { readonly coldkeySs58: string; readonly amountRao: bigint },
): Promise<void> {
  const { client, say, network } = chain
  const giver = keypairFromUri(DEVELOPMENT_ACCOUNT)
  const giverSs58 = encodeSs58(giver.publicKey)
  const [before, { transferableRao }] = await Promise.all([
    client.getBalance(coldkeySs58),
    client.getBalance(giverSs58),
  ])
  say(`Network: ${network.name}`)
  say(`From ${DEVELOPMENT_ACCOUNT}: ${giverSs58}`)
  const missing = fundsMissing({ accountSs58: giverSs58, transferableRao, neededRao: amountRao })
  if (missing !== null) throw missing
  const look = {
    what: 'the transfer',
    commands: [`wallet balance --ss58 ${coldkeySs58} ${network.flag}`],
  }
  const { block } = await sendAndWait(chain, { label: `Sending ${formatTao(amountRao)}`, look }, (signal) =>
    client.transfer({ from: giver, toSs58: coldkeySs58, amountRao, signal }),
  )
  const { freeRao } = await client.getBalance(coldkeySs58)
  say(`Balance: ${formatTao(before.freeRao)} ➡ ${formatTao(freeRao)}`)
  const amounts = { amountRao, balanceBeforeRao: before.freeRao, balanceAfterRao: freeRao }
  terminal.stdout.write(
    json
      ? jsonLine({ network: network.name, available: true, coldkeySs58, ...amounts, blockHash: block.hash })
      : `✅ ${coldkeySs58} has ${formatTao(freeRao)}\n`,
  )
}
