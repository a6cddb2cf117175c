import { expect, test } from 'vitest'
import { chainTarget } from '../settings/chain-target.ts'
import { resolveSettings } from '../settings/resolve-settings.ts'
import { commands } from './command-list.ts'
import { helpText } from './help-text.ts'
import { readCommandLine } from './read-command-line.ts'

/** The words of a command line as a shell splits them; quotes keep words together. */
function shellWords(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '')
}

test.each(commands)('$name has examples, which its help shows and which can be typed', (command) => {
  expect(command.examples).not.toEqual([])
  for (const example of command.examples) {
    expect(helpText(command)).toContain(`\n  ${example}\n`)
    const [pnpm, miner, ...argv] = shellWords(example)
    expect([pnpm, miner]).toEqual(['pnpm', 'miner'])
    const read = readCommandLine(argv)
    expect(read.command?.sameAs ?? read.command?.name, example).toBe(command.sameAs ?? command.name)
    const { settings: flags } = read.line
    const { values } = resolveSettings({ flags, env: {}, files: [], home: '/home/u', cwd: '/work' })
    // Whatever names a chain names one that there is.
    if (flags.has('subtensor.network')) expect(chainTarget(values)).not.toBeNull()
  }
})
