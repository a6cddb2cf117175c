import type { Neuron } from '../chain-data.ts'
import type { ReadOptions } from '../client.ts'
import type { Connection } from '../connection/connection.ts'
import { getMetagraph } from './get-metagraph.ts'

/** A subnet's neurons by uid, by the best call that the runtime has. */
export async function getNeurons(
  connection: Connection,
  netuid: number,
  options: ReadOptions = {},
): Promise<readonly Neuron[]> {
  return (await getMetagraph(connection, netuid, options)).neurons
}
