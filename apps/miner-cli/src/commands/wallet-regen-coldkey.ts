import type { RunCommand } from './command.ts'
import { regenerate } from './wallet-regen.ts'

/** Makes a coldkey again from its mnemonic, its seed or its secret URI. */
export const run: RunCommand = (context) => regenerate(context, 'coldkey')
