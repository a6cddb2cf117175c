import { afterAll, beforeAll } from 'vitest'
import { describeOnChains } from './describe-on-chains.ts'
import { createParityWorld } from './parity/parity-world.ts'
import { poolStory } from './parity/pool-story.ts'
import { registrationStory } from './parity/registration-story.ts'
import { servingStory } from './parity/serving-story.ts'
import { stakingStory } from './parity/staking-story.ts'
import { transferStory } from './parity/transfer-story.ts'

// The stories follow each other on one chain, in this order; what they expect was measured on the real runtime.
describeOnChains('the chain', (open) => {
  const world = createParityWorld()
  beforeAll(() => world.start(open), 120_000)
  afterAll(() => world.stop())

  registrationStory(world)
  servingStory(world)
  transferStory(world)
  stakingStory(world)
  poolStory(world)
})
