import type { Neuron } from '../chain-data.ts'
import type { ReadOptions } from '../client.ts'
import type { Connection } from '../connection/connection.ts'
import { getNeurons } from './get-neurons.ts'
import { neuronLite } from './neuron-lite.ts'
import { count, parseAs } from './parse-as.ts'
import { pinned, readState } from './read-state.ts'

const CALL = 'NeuronInfoRuntimeApi.get_neuron_lite'
const BLOCK_AT_REGISTRATION = 'subtensorModule.blockAtRegistration'

/** One uid of a subnet; null where the uid is empty. Its stake is not told apart into alpha and TAO. */
export async function getNeuron(
  connection: Connection,
  { netuid, uid }: { readonly netuid: number; readonly uid: number },
  options: ReadOptions = {},
): Promise<Neuron | null> {
  const neuron = await readState(connection, options, async (newest) => {
    if (!newest.hasCall(CALL)) return 'no such call'
    const state = await pinned(newest)
    const [answer, registeredAt] = await Promise.all([
      state.call(CALL, netuid, uid),
      state.stored(BLOCK_AT_REGISTRATION, netuid, uid),
    ])
    const found = parseAs(neuronLite.nullable(), CALL, answer)
    const registeredAtBlock = parseAs(count.nullable(), BLOCK_AT_REGISTRATION, registeredAt)
    return found === null ? null : { ...found, registeredAtBlock }
  })
  if (neuron !== 'no such call') return neuron
  return (await getNeurons(connection, netuid, options)).find((candidate) => candidate.uid === uid) ?? null
}
