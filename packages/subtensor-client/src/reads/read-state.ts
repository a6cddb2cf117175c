import { IgError } from '@ig/errors'
import type { BlockRef } from '../chain-data.ts'
import type { ReadOptions } from '../client.ts'
import type { Connection } from '../connection/connection.ts'
import { type ChainState, openState } from './chain-state.ts'
import { headerSchema, parseAs } from './parse-as.ts'

const MAX_ATTEMPTS = 3

/**
 * Runs a read on the state asked for. Reads may be repeated freely, so one that lost its connection half-way goes to
 * the next one, twice at most.
 */
export async function readState<T>(
  connection: Connection,
  { atBlockHash, signal }: ReadOptions,
  read: (state: ChainState) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const { drops } = connection.status()
    try {
      return await connection.withApi(
        async (api, context) => read(await openState(api, context, atBlockHash)),
        signal === undefined ? {} : { signal },
      )
    } catch (error) {
      const wasDropped =
        IgError.isInstance(error) && error.code === 'E_CHAIN_UNREACHABLE' && connection.status().drops > drops
      if (!wasDropped || attempt === MAX_ATTEMPTS) throw error
    }
  }
}

/** The state of one block, so that several requests see the same: the one asked for, else the newest of now. */
export async function pinned(state: ChainState): Promise<ChainState> {
  return state.blockHash === null ? state.at(await newestHash(state)) : state
}

/** A pinned state's block. */
export async function blockOf(state: ChainState): Promise<BlockRef> {
  const hash = state.blockHash ?? (await newestHash(state))
  const header = parseAs(headerSchema, 'chain_getHeader', await state.rpc('chain_getHeader', hash))
  return { number: Number(header.number), hash }
}

async function newestHash(state: ChainState): Promise<string> {
  const hash = await state.rpc('chain_getBlockHash')
  if (typeof hash === 'string') return hash
  throw new IgError({
    code: 'E_CHAIN_DECODE',
    message: 'The node named no newest block.',
    hint: 'Use another endpoint.',
  })
}
