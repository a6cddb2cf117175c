import type { SubnetSummary } from '@ig/subtensor-client'
import { chooseNetwork, openDialogue, withChain } from '../chain-commands/open-chain.ts'
import { decimals } from '../chain-commands/tao.ts'
import { EXIT } from '../output/exit-code.ts'
import { jsonLine } from '../output/json-line.ts'
import { printWidth } from '../output/print-width.ts'
import { type Column, textTable } from '../output/text-table.ts'
import type { RunCommand } from './command.ts'

const MAX_NAME_LENGTH = 20
const ROOT_NETUID = 0

const columns: readonly Column<SubnetSummary>[] = [
  { head: 'NETUID', align: 'right', cell: ({ netuid }) => String(netuid) },
  { head: 'NAME', cell: ({ name, symbol }) => shortName(`${name} ${symbol}`.trim()) },
  { head: 'NEURONS', align: 'right', cell: ({ neurons, maxUids }) => `${neurons}/${maxUids}` },
  { head: 'COST(τ)', align: 'right', cell: ({ burnRao }) => decimals(burnRao) },
  { head: 'PRICE(τ)', align: 'right', cell: ({ alphaPriceRao }) => decimals(alphaPriceRao, 5) },
  { head: 'TEMPO', align: 'right', cell: ({ tempoBlocks }) => String(tempoBlocks) },
  {
    head: 'OPEN',
    // The root network has the flag of a subnet, and takes nobody by a burn.
    cell: ({ netuid, registrationAllowed }) => (registrationAllowed && netuid !== ROOT_NETUID ? 'yes' : 'no'),
  },
]

/** Prints the subnets of the network: what a registration costs and whether one is possible. */
export const run: RunCommand = async (context) => {
  const { json, terminal } = context
  const dialogue = openDialogue(context)
  const network = await chooseNetwork(context, dialogue)
  return withChain({ dialogue, network }, async ({ client, prompter, say, ...chain }) => {
    const { block, subnets } = await prompter.withSpinner('Reading the subnets', async (signal) => {
      const seen = await client.getBlock({ signal })
      return { block: seen, subnets: await client.getSubnets({ signal, atBlockHash: seen.hash }) }
    })
    if (json) {
      terminal.stdout.write(jsonLine({ network: chain.network.name, block: block.number, subnets }))
      return EXIT.ok
    }
    say(`Network: ${chain.network.name}, block: ${block.number}, subnets: ${subnets.length}`)
    const maxWidth = printWidth(context.terminal.stdout, context.env)
    terminal.stdout.write(textTable(subnets, columns, { keyColumn: 0, maxWidth }))
    return EXIT.ok
  })
}

function shortName(name: string): string {
  const letters = [...name]
  return letters.length > MAX_NAME_LENGTH ? `${letters.slice(0, MAX_NAME_LENGTH - 1).join('')}…` : name
}
