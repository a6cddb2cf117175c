import { chooseNetwork, openDialogue, withChain } from '../chain-commands/open-chain.ts'
import { formatTao } from '../chain-commands/tao.ts'
import { checkedAddress } from '../chain-commands/transfer-request.ts'
import { EXIT } from '../output/exit-code.ts'
import { jsonLine } from '../output/json-line.ts'
import { walletColdkey } from '../wallet/wallet-addresses.ts'
import type { RunCommand } from './command.ts'

/** Prints what the coldkey, or any address, holds free and in stake; no password is needed. */
export const run: RunCommand = async (context) => {
  const { json, terminal, flags, settings } = context
  const given = flags.get('ss58')
  const dialogue = openDialogue(context)
  const network = await chooseNetwork(context, dialogue)
  const address = typeof given === 'string' ? checkedAddress(given) : walletColdkey(context)
  const wallet = typeof given === 'string' ? null : settings['wallet.name']
  return withChain({ dialogue, network }, async ({ client, prompter, say, ...chain }) => {
    const read = await prompter.withSpinner('Reading the balance', async (signal) => {
      const seen = await client.getBlock({ signal })
      const at = { signal, atBlockHash: seen.hash }
      const [balance, stakes] = await Promise.all([
        client.getBalance(address, at),
        client.getStakes(address, at),
      ])
      return { block: seen.number, balance, stakes }
    })
    const { freeRao, reservedRao, transferableRao } = read.balance
    const stakedRao = read.stakes.reduce((sum, { valueRao }) => sum + valueRao, 0n)
    const totalRao = freeRao + reservedRao + stakedRao
    if (json) {
      const amounts = { freeRao, reservedRao, transferableRao, stakedRao, totalRao }
      const { name } = chain.network
      terminal.stdout.write(jsonLine({ network: name, block: read.block, wallet, address, ...amounts }))
      return EXIT.ok
    }
    say(`${wallet ?? 'Address'}: ${address}`)
    say(`Network: ${chain.network.name}, block: ${read.block}`)
    const lines = [
      `Free balance:   ${formatTao(freeRao)}`,
      ...(reservedRao > 0n ? [`Reserved:       ${formatTao(reservedRao)}`] : []),
      `Staked (value): ${formatTao(stakedRao)}`,
      `Total:          ${formatTao(totalRao)}`,
    ]
    terminal.stdout.write(`${lines.join('\n')}\n`)
    return EXIT.ok
  })
}
