import { listWallets } from '@ig/wallet'
import { chooseNetwork, openDialogue, withChain } from '../chain-commands/open-chain.ts'
import { neuronJson, overviewTable } from '../chain-commands/overview.ts'
import { readOverview } from '../chain-commands/read-overview.ts'
import { givenNetuid } from '../chain-commands/subnet-choice.ts'
import { formatTao } from '../chain-commands/tao.ts'
import { EXIT } from '../output/exit-code.ts'
import { jsonLine } from '../output/json-line.ts'
import { printWidth } from '../output/print-width.ts'
import { walletColdkey, walletLocation } from '../wallet/wallet-addresses.ts'
import type { CommandContext, RunCommand } from './command.ts'

/** Prints where the wallet's hotkeys are registered and how they do there; no password is needed. */
export const run: RunCommand = async (context) => {
  const { json, terminal } = context
  const dialogue = openDialogue(context)
  const network = await chooseNetwork(context, dialogue)
  const keys = ownKeys(context)
  const netuid = givenNetuid(context)
  return withChain({ dialogue, network }, async ({ client, prompter, say, ...chain }) => {
    const { block, balanceRao, subnets } = await prompter.withSpinner('Reading the neurons', (signal) =>
      readOverview(client, keys, { netuid, signal }),
    )
    if (json) {
      const shown = subnets.map(({ netuid: one, neurons }) => ({
        netuid: one,
        neurons: neurons.map((neuron) => neuronJson(neuron, block)),
      }))
      terminal.stdout.write(jsonLine({ network: chain.network.name, block, balanceRao, subnets: shown }))
      return EXIT.ok
    }
    say(`Wallet: ${keys.coldkey} (${keys.coldkeySs58})`)
    say(`Network: ${chain.network.name}, block: ${block}`)
    const maxWidth = printWidth(context.terminal.stdout, context.env)
    const tables = subnets.map((subnet) => overviewTable(subnet, block, maxWidth))
    const where = netuid === null ? 'on no subnet' : `not on subnet ${netuid}`
    const none = `No hotkey of this wallet is registered (${where}).\n`
    terminal.stdout.write(
      `${tables.length > 0 ? tables.join('\n') : none}Wallet balance: ${formatTao(balanceRao)}\n`,
    )
    return EXIT.ok
  })
}

function ownKeys(context: CommandContext) {
  const { path, name } = walletLocation(context)
  const hotkeys = listWallets(path).find((wallet) => wallet.name === name)?.hotkeys ?? []
  return {
    coldkey: name,
    coldkeySs58: walletColdkey(context),
    hotkeyNames: new Map(
      hotkeys.flatMap((hotkey) => (hotkey.ss58 === null ? [] : [[hotkey.ss58, hotkey.name] as const])),
    ),
  }
}
