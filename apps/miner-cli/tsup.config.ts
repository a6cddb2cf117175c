import { defineConfig } from 'tsup'

/**
 * The command line as one self-contained bundle, straight from the sources of the packages. What only some
 * commands need is split off and loaded when they run.
 */
export default defineConfig({
  entry: {
    bin: 'src/bin.ts',
    'dashboard-worker': 'src/dashboard/dashboard-worker.ts',
    'argon2-worker': '../../packages/wallet/src/argon2-worker.ts',
    'extract-worker': '../../packages/news/src/article/extract-worker.ts',
    'json-worker': '../../packages/axon/src/json-worker.ts',
    'sandbox-validator': 'src/sandbox/validator-worker.ts',
  },
  // The style and the script of the dashboard's pages, as they are.
  publicDir: 'src/dashboard/assets',
  format: 'esm',
  target: 'node24',
  platform: 'node',
  splitting: true,
  clean: false,
  dts: false,
  noExternal: [/.*/],
  // `node:sqlite` has no other name.
  removeNodeProtocol: false,
  // Dependencies written for CommonJS call `require` for Node's own modules.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  esbuildOptions: (options) => {
    options.conditions = ['@ig/source', 'node', 'import']
    options.legalComments = 'none'
  },
})
