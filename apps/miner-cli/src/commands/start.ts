import { EXIT } from '../output/exit-code.ts'
import type { RunCommand } from './command-list.ts'
export const run: RunCommand = async () => EXIT.ok
