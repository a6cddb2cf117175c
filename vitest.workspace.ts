import { readdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const conditions = ['@ig/source', 'node', 'import', 'module', 'default']

const projectFolders = [
  'scripts',
  ...['packages', 'apps', 'examples'].flatMap((folder) =>
    readdirSync(new URL(folder, import.meta.url)).map((name) => `${folder}/${name}`),
  ),
]

/** Functions without state: their tests share a worker, which saves its start for each file. */
const pure = new Set(['packages/errors', 'packages/markets', 'packages/protocol', 'packages/scoring'])

export default defineConfig({
  test: {
    silent: 'passed-only',
    // One more than there are cores to spare: many tests wait for a process that they have started.
    maxWorkers: Math.max(2, availableParallelism()),
    projects: projectFolders.map((root) => ({
      extends: true as const,
      resolve: { conditions },
      ssr: { resolve: { conditions } },
      test: {
        name: root,
        root,
        include: ['**/*.test.ts'],
        isolate: !pure.has(root),
        // What is quick comes first, so that a newcomer soon sees tests pass.
        sequence: { groupOrder: pure.has(root) ? 0 : 1 },
        testTimeout: 20_000,
        hookTimeout: 60_000,
      },
    })),
  },
})
