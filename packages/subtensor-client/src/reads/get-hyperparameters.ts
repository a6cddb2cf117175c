import { z } from 'zod'
import type { SubnetHyperparameters } from '../chain-data.ts'
import type { ReadOptions } from '../client.ts'
import type { Connection } from '../connection/connection.ts'
import { chainUnsupported, subnetMissing } from '../errors/connection-errors.ts'
import type { ChainState } from './chain-state.ts'
import { isAnotherForm } from './is-another-form.ts'
import { count, parseAs, rao, text } from './parse-as.ts'
import { camelCase } from './plain-decoder.ts'
import { pinned, readState } from './read-state.ts'

const CALL = 'SubnetInfoRuntimeApi.get_subnet_hyperparams'

const structure = z.looseObject({
  tempo: count,
  immunityPeriod: count,
  servingRateLimit: count,
  weightsRateLimit: count,
  activityCutoff: count,
  adjustmentInterval: count,
  registrationAllowed: z.boolean(),
  targetRegsPerInterval: count,
  maxRegsPerBlock: count,
  minBurn: rao,
  maxBurn: rao,
  maxValidators: count,
})
// The third version is a list of names and values, so that it can grow.
const entries = z.array(z.object({ name: text, value: z.object({ type: z.string(), value: z.unknown() }) }))

/**
 * A subnet's settings. Those that we name come from the second version of the call, or the first; `raw` holds these and
 * all of the third version where the runtime has it.
 *
 * @throws IgError `E_CHAIN_SUBNET`
 */
export function getHyperparameters(
  connection: Connection,
  netuid: number,
  options: ReadOptions = {},
): Promise<SubnetHyperparameters> {
  return readState(connection, options, async (newest) => {
    const state = await pinned(newest)
    const call = [`${CALL}_v2`, CALL].find((name) => state.hasCall(name))
    if (call === undefined && !state.hasCall(`${CALL}_v3`)) {
      throw chainUnsupported({ what: CALL, specVersion: state.specVersion })
    }
    const [fixed, open] = await Promise.all([
      call === undefined ? {} : state.call(call, netuid),
      // What the open list adds is nice to have: where the others answer, a node may refuse it.
      readEntries(state, netuid).catch((error: unknown) => {
        if (call === undefined || !isAnotherForm(error)) throw error
        return {}
      }),
    ])
    if (fixed === null) throw subnetMissing({ netuid })
    const raw = { ...(fixed as Record<string, unknown>), ...open }
    const known = parseAs(structure, CALL, raw)
    return {
      netuid,
      tempoBlocks: known.tempo,
      immunityPeriodBlocks: known.immunityPeriod,
      servingRateLimitBlocks: known.servingRateLimit,
      weightsRateLimitBlocks: known.weightsRateLimit,
      activityCutoffBlocks: known.activityCutoff,
      adjustmentIntervalBlocks: known.adjustmentInterval,
      registrationAllowed: known.registrationAllowed,
      targetRegistrationsPerInterval: known.targetRegsPerInterval,
      maxRegistrationsPerBlock: known.maxRegsPerBlock,
      minBurnRao: known.minBurn,
      maxBurnRao: known.maxBurn,
      maxValidators: known.maxValidators,
      raw,
    }
  })
}

async function readEntries(state: ChainState, netuid: number): Promise<Readonly<Record<string, unknown>>> {
  const call = `${CALL}_v3`
  if (!state.hasCall(call)) return {}
  const answer = await state.call(call, netuid)
  if (answer === null) throw subnetMissing({ netuid })
  return Object.fromEntries(
    parseAs(entries, call, answer).map(({ name, value }) => [camelCase(name), value.value]),
  )
}
