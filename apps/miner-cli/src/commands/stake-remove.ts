import { moveStake } from '../chain-commands/move-stake.ts'
import type { RunCommand } from './command.ts'

/** Takes stake of the coldkey from the hotkey, back into TAO. */
export const run: RunCommand = (context) => moveStake(context, 'remove')
