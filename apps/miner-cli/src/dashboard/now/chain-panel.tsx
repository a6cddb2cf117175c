import type { MinerStatusJson } from '../../miner/miner-status-json.ts'
import { durationText } from '../../output/duration-text.ts'
import { count } from '../ui/format.ts'
import { Badge, Panel } from '../ui/panel.tsx'

/** The chain, and the miner's place on it. */
export const ChainPanel = ({
  status: { registration },
  chain,
}: {
  status: MinerStatusJson
  chain: NonNullable<MinerStatusJson['chain']>
}) => {
  const { connected, endpoint, block, headAgeSeconds, metagraph, problem, drops } = chain
  return (
    <Panel
      id="chain"
      title="Chain"
      note={connected ? <Badge tone="good">connected</Badge> : <Badge tone="bad">out of reach</Badge>}
    >
      <dl class="facts">
        <dt>Endpoint</dt>
        <dd>{endpoint}</dd>
        {problem === null ? null : (
          <>
            <dt>Problem</dt>
            <dd class="tone-bad">{problem}</dd>
          </>
        )}
        <dt>Head</dt>
        <dd>{block === null ? 'no block yet' : `block ${count(block)}, ${headAgeSeconds ?? '?'} s old`}</dd>
        <dt>Place</dt>
        <dd>{registration === null ? 'not registered, or not known yet' : placeText(registration)}</dd>
        <dt>Metagraph</dt>
        <dd>
          {metagraph === null
            ? 'not read yet'
            : `${count(metagraph.neurons)} neurons, read ${durationText(metagraph.ageSeconds * 1000)} ago`}
        </dd>
        <dt>Dropped</dt>
        <dd>{drops === 0 ? 'never' : `${count(drops)} times since the start`}</dd>
      </dl>
    </Panel>
  )
}

function placeText({ uid, immuneBlocksLeft }: NonNullable<MinerStatusJson['registration']>): string {
  return immuneBlocksLeft
    ? `uid ${uid}, immune for ${count(immuneBlocksLeft)} more blocks`
    : `uid ${uid}, not immune`
}
