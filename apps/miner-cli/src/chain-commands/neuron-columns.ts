import type { Neuron } from '@ig/subtensor-client'
import type { Column } from '../output/text-table.ts'
import { decimals } from './tao.ts'

/** Where a neuron says it can be reached, as `ip:port`; null where it serves nothing. */
export function axonAddress({ axon }: Pick<Neuron, 'axon'>): string | null {
  if (axon === null || axon.port === 0) return null
  return axon.ipType === 6 ? `[${axon.ip}]:${axon.port}` : `${axon.ip}:${axon.port}`
}

/** A column of numbers, with their sum below it where there is one. */
export function numberColumn<Row>(head: string, cell: (row: Row) => string, total?: string): Column<Row> {
  return { head, align: 'right', cell, ...(total !== undefined && { total }) }
}

const FRACTION_PLACES = 5

/** Rank, trust and their like. */
export function fraction(value: number): string {
  return value.toFixed(FRACTION_PLACES)
}

/** Stake as btcli prints it. */
export function stakeText(rao: bigint): string {
  return decimals(rao, FRACTION_PLACES)
}

/** The chain's emission of a tempo as a share of one block, in rao. */
export function emissionPerBlockRao(emissionRao: bigint, tempoBlocks: number): bigint {
  return emissionRao / BigInt(Math.max(tempoBlocks, 1))
}
