import { moveStake } from '../chain-commands/move-stake.ts'
import type { RunCommand } from './command.ts'

/** Stakes TAO of the coldkey on the hotkey. */
export const run: RunCommand = (context) => moveStake(context, 'add')
