import { describeOnChains } from '../testing/describe-on-chains.ts'
import { commitmentStory } from '../testing/writes/commitment-story.ts'
import { lostConnectionStory } from '../testing/writes/lost-connection-story.ts'
import { registrationStory } from '../testing/writes/registration-story.ts'
import { servingStory } from '../testing/writes/serving-story.ts'
import { stakingStory } from '../testing/writes/staking-story.ts'
import { transferStory } from '../testing/writes/transfer-story.ts'
import { openWritesWorld } from '../testing/writes/writes-world.ts'

// The tests of a chain tell one story, in order: a chain for each part would be a minute of the real one's.
describeOnChains('the writes', (open) => {
  const world = openWritesWorld(open)
  registrationStory(world)
  servingStory(world)
  commitmentStory(world)
  transferStory(world)
  lostConnectionStory(world)
  stakingStory(world)
})
