import type { Metagraph, Neuron } from '@ig/subtensor-client'
import {
  axonAddress,
  emissionPerBlockRao,
  fraction,
  numberColumn,
  stakeText,
} from '../chain-commands/neuron-columns.ts'
import { readOrder, sortNeurons } from '../chain-commands/neuron-order.ts'
import { chooseNetwork, openDialogue, withChain } from '../chain-commands/open-chain.ts'
import { chooseNetuid } from '../chain-commands/subnet-choice.ts'
import { formatTao } from '../chain-commands/tao.ts'
import { EXIT } from '../output/exit-code.ts'
import { jsonLine } from '../output/json-line.ts'
import { printWidth } from '../output/print-width.ts'
import { type Column, textTable } from '../output/text-table.ts'
import type { RunCommand } from './command.ts'

/** Prints who is registered on a subnet, with stake and scores. */
export const run: RunCommand = async (context) => {
  const { json, terminal } = context
  const order = readOrder(context.flags.get('sort'))
  const dialogue = openDialogue(context)
  const network = await chooseNetwork(context, dialogue)
  const netuid = await chooseNetuid(context, dialogue)
  return withChain({ dialogue, network }, async ({ client, prompter, say, ...chain }) => {
    const metagraph = await prompter.withSpinner('Reading the metagraph', (signal) =>
      client.getMetagraph(netuid, { signal }),
    )
    const neurons = sortNeurons(metagraph.neurons, order)
    if (json) {
      terminal.stdout.write(jsonLine({ network: chain.network.name, ...jsonFields(metagraph, neurons) }))
      return EXIT.ok
    }
    const { block, name, maxUids, burnRao, tempoBlocks } = metagraph
    say(
      `Network: ${chain.network.name}, subnet: ${netuid}${name ? ` (${name})` : ''}, block: ${block.number}`,
    )
    say(`Neurons: ${neurons.length}/${maxUids}, registration: ${formatTao(burnRao)}, tempo: ${tempoBlocks}`)
    const maxWidth = printWidth(context.terminal.stdout, context.env)
    terminal.stdout.write(textTable(neurons, columnsOf(metagraph), { keyColumn: 0, maxWidth }))
    return EXIT.ok
  })
}

function jsonFields({ block, ...metagraph }: Metagraph, neurons: readonly Neuron[]): Record<string, unknown> {
  return {
    ...metagraph,
    block: block.number,
    blockHash: block.hash,
    neurons: neurons.map(({ lastUpdateBlock, ...neuron }) => ({
      ...neuron,
      axon: axonAddress(neuron),
      updatedBlocks: block.number - lastUpdateBlock,
    })),
  }
}

function columnsOf({ tempoBlocks, block }: Metagraph): Column<Neuron>[] {
  return [
    numberColumn('UID', ({ uid }) => String(uid)),
    numberColumn('STAKE(τ)', ({ stakeRao }) => stakeText(stakeRao)),
    numberColumn('INCENTIVE', ({ incentive }) => fraction(incentive)),
    numberColumn('DIVIDENDS', ({ dividends }) => fraction(dividends)),
    { head: 'VPERMIT', cell: ({ validatorPermit }) => (validatorPermit ? '*' : '') },
    numberColumn('UPDATED', ({ lastUpdateBlock }) => String(block.number - lastUpdateBlock)),
    { head: 'AXON', cell: (neuron) => axonAddress(neuron) ?? 'none' },
    { head: 'ACTIVE', cell: ({ active }) => (active ? 'True' : 'False') },
    numberColumn('RANK', ({ rank }) => fraction(rank)),
    numberColumn('TRUST', ({ trust }) => fraction(trust)),
    numberColumn('CONSENSUS', ({ consensus }) => fraction(consensus)),
    numberColumn('VTRUST', ({ validatorTrust }) => fraction(validatorTrust)),
    numberColumn('EMISSION(ρ)', ({ emissionRao }) => String(emissionPerBlockRao(emissionRao, tempoBlocks))),
    { head: 'HOTKEY_SS58', cell: ({ hotkeySs58 }) => hotkeySs58 },
    { head: 'COLDKEY', cell: ({ coldkeySs58 }) => `${coldkeySs58.slice(0, 8)}…` },
  ]
}
