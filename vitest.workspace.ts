import { readdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const conditions = ['@ig/source', 'node', 'import', 'default']

const projectFolders = [
  'scripts',
  ...['packages', 'apps', 'examples'].flatMap((folder) =>
    readdirSync(new URL(folder, import.meta.url)).map((name) => `${folder}/${name}`),
  ),
]

/** What is quick comes first, so that a newcomer soon sees tests pass. */
const quick = new Set(['packages/errors', 'packages/markets', 'packages/protocol', 'packages/scoring'])

/**
 * What takes long comes first, or all would wait for it at the end: keys made of passwords and programs in Python, then
 * the commands, whose first test builds the bundle meanwhile.
 */
const SLOW = [/\/interop\/|\/wallet\.vectors\./, /\/commands\//]

class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const found = SLOW.findIndex((pattern) => pattern.test(moduleId))
      return found === -1 ? SLOW.length : found
    }
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b))
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: SlowFirst },
    silent: 'passed-only',
    // What is waited for comes at once, but not on a machine that is busy.
    expect: { poll: { timeout: 15_000, interval: 10 } },
    // One more than there are cores: many tests wait for a process that they have started.
    maxWorkers: availableParallelism() + 1,
    projects: projectFolders.map((root) => ({
      extends: true as const,
      resolve: { conditions },
      ssr: { resolve: { conditions } },
      test: {
        name: root,
        root,
        include: ['**/*.test.ts'],
        // Starting a worker for each file would cost more than most files' tests do.
        isolate: false,
        sequence: { groupOrder: quick.has(root) ? 0 : 1 },
        testTimeout: 20_000,
        hookTimeout: 60_000,
      },
    })),
  },
})
