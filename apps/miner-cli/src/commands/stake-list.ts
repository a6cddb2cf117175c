import type { Stake } from '@ig/subtensor-client'
import { chooseNetwork, openDialogue, withChain } from '../chain-commands/open-chain.ts'
import { decimals, formatTao } from '../chain-commands/tao.ts'
import { EXIT } from '../output/exit-code.ts'
import { jsonLine } from '../output/json-line.ts'
import { printWidth } from '../output/print-width.ts'
import { type Column, textTable } from '../output/text-table.ts'
import { walletColdkey } from '../wallet/wallet-addresses.ts'
import type { RunCommand } from './command.ts'

/** Prints the stakes of the coldkey; no password is needed. */
export const run: RunCommand = async (context) => {
  const { json, terminal } = context
  const dialogue = openDialogue(context)
  const network = await chooseNetwork(context, dialogue)
  const coldkeySs58 = walletColdkey(context)
  return withChain({ dialogue, network }, async ({ client, prompter, say, ...chain }) => {
    const { block, stakes, balance } = await prompter.withSpinner('Reading the stakes', async (signal) => {
      const seen = await client.getBlock({ signal })
      const at = { signal, atBlockHash: seen.hash }
      const [found, held] = await Promise.all([
        client.getStakes(coldkeySs58, at),
        client.getBalance(coldkeySs58, at),
      ])
      return { block: seen, stakes: found, balance: held }
    })
    const balanceRao = balance.freeRao
    if (json) {
      const shown = { network: chain.network.name, block: block.number, coldkeySs58, balanceRao, stakes }
      terminal.stdout.write(jsonLine(shown))
      return EXIT.ok
    }
    say(`Coldkey: ${coldkeySs58}`)
    say(`Network: ${chain.network.name}, block: ${block.number}`)
    terminal.stdout.write(
      stakes.length === 0
        ? 'No stake.\n'
        : stakeTable(stakes, printWidth(context.terminal.stdout, context.env)),
    )
    terminal.stdout.write(`Wallet balance: ${formatTao(balanceRao)}\n`)
    return EXIT.ok
  })
}

function stakeTable(stakes: readonly Stake[], maxWidth: number): string {
  const totalRao = stakes.reduce((sum, { valueRao }) => sum + valueRao, 0n)
  const columns: Column<Stake>[] = [
    { head: 'NETUID', align: 'right', cell: ({ netuid }) => String(netuid) },
    { head: 'ALPHA', align: 'right', cell: ({ alphaRao }) => decimals(alphaRao) },
    {
      head: 'VALUE(τ)',
      align: 'right',
      cell: ({ valueRao }) => decimals(valueRao),
      total: decimals(totalRao),
    },
    { head: 'REGISTERED', cell: ({ isRegistered }) => (isRegistered ? 'yes' : 'no') },
    { head: 'HOTKEY_SS58', cell: ({ hotkeySs58 }) => hotkeySs58 },
  ]
  return textTable(stakes, columns, { keyColumn: 0, maxWidth })
}
