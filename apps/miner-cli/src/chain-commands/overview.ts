import type { Neuron } from '@ig/subtensor-client'
import { type Column, textTable } from '../output/text-table.ts'
import { axonAddress, emissionPerBlockRao, fraction, numberColumn, stakeText } from './neuron-columns.ts'

/** A neuron with the names that its keys have in the wallet. */
export interface OwnNeuron {
  /** The wallet's name. */
  readonly coldkey: string
  /** The hotkey's name; its address where no file of the wallet has it. */
  readonly hotkey: string
  readonly neuron: Neuron
}

/** The wallet's neurons on one subnet. */
export interface SubnetOverview {
  readonly netuid: number
  readonly tempoBlocks: number
  readonly neurons: readonly OwnNeuron[]
}

/** One neuron as `wallet overview --json` prints it. */
export function neuronJson({ coldkey, hotkey, neuron }: OwnNeuron, block: number): Record<string, unknown> {
  return {
    coldkey,
    hotkey,
    hotkeySs58: neuron.hotkeySs58,
    uid: neuron.uid,
    active: neuron.active,
    stakeRao: neuron.stakeRao,
    rank: neuron.rank,
    trust: neuron.trust,
    consensus: neuron.consensus,
    incentive: neuron.incentive,
    dividends: neuron.dividends,
    emissionRao: neuron.emissionRao,
    validatorTrust: neuron.validatorTrust,
    validatorPermit: neuron.validatorPermit,
    updatedBlocks: block - neuron.lastUpdateBlock,
    axon: axonAddress(neuron),
  }
}

const UID_COLUMN = 2

/** One subnet as btcli's `wallet overview` prints it, with its columns. */
export function overviewTable(subnet: SubnetOverview, block: number, maxWidth: number): string {
  const columns = overviewColumns(subnet, block)
  return `Subnet: ${subnet.netuid}\n${textTable(subnet.neurons, columns, { keyColumn: UID_COLUMN, maxWidth })}`
}

function overviewColumns({ neurons, tempoBlocks }: SubnetOverview, block: number): Column<OwnNeuron>[] {
  const sum = (value: (neuron: Neuron) => number) =>
    fraction(neurons.reduce((total, { neuron }) => total + value(neuron), 0))
  const sumRao = (value: (neuron: Neuron) => bigint) =>
    neurons.reduce((total, { neuron }) => total + value(neuron), 0n)
  const score = (head: string, value: (neuron: Neuron) => number) =>
    numberColumn<OwnNeuron>(head, ({ neuron }) => fraction(value(neuron)), sum(value))
  const emission = ({ emissionRao }: Neuron) => emissionPerBlockRao(emissionRao, tempoBlocks)
  const count = (value: (own: OwnNeuron) => string) => String(new Set(neurons.map(value)).size)
  return [
    { head: 'COLDKEY', cell: ({ coldkey }) => coldkey, total: count(({ coldkey }) => coldkey) },
    { head: 'HOTKEY', cell: ({ hotkey }) => shortAddress(hotkey), total: count(({ hotkey }) => hotkey) },
    numberColumn('UID', ({ neuron }) => String(neuron.uid), String(neurons.length)),
    { head: 'ACTIVE', cell: ({ neuron }) => (neuron.active ? 'True' : 'False') },
    numberColumn(
      'STAKE(τ)',
      ({ neuron }) => stakeText(neuron.stakeRao),
      `τ${stakeText(sumRao(({ stakeRao }) => stakeRao))}`,
    ),
    score('RANK', ({ rank }) => rank),
    score('TRUST', ({ trust }) => trust),
    score('CONSENSUS', ({ consensus }) => consensus),
    score('INCENTIVE', ({ incentive }) => incentive),
    score('DIVIDENDS', ({ dividends }) => dividends),
    numberColumn('EMISSION(ρ)', ({ neuron }) => String(emission(neuron)), `ρ${sumRao(emission)}`),
    score('VTRUST', ({ validatorTrust }) => validatorTrust),
    { head: 'VPERMIT', cell: ({ neuron }) => (neuron.validatorPermit ? '*' : '') },
    numberColumn('UPDATED', ({ neuron }) => String(block - neuron.lastUpdateBlock)),
    { head: 'AXON', cell: ({ neuron }) => axonAddress(neuron) ?? 'none' },
    { head: 'HOTKEY_SS58', cell: ({ neuron }) => neuron.hotkeySs58 },
  ]
}

const LONGEST_NAME = 24

/** A name as it is; an address that stands in for one is cut, since the last column has all of it. */
function shortAddress(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, 8)}…` : name
}
