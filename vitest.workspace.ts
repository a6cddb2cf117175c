import { readdirSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

const conditions = ['@ig/source', 'node', 'import', 'module', 'default']

const projectFolders = [
  'scripts',
  ...['packages', 'apps', 'examples'].flatMap((folder) =>
    readdirSync(new URL(folder, import.meta.url)).map((name) => `${folder}/${name}`),
  ),
]

export default defineConfig({
  test: {
    silent: 'passed-only',
    projects: projectFolders.map((root) => ({
      extends: true as const,
      resolve: { conditions },
      ssr: { resolve: { conditions } },
      test: {
        name: root,
        root,
        include: ['**/*.test.ts'],
        testTimeout: 20_000,
        hookTimeout: 60_000,
      },
    })),
  },
})
