import { defineConfig } from 'tsup'

/** Every library is built alike: ESM from its explicit entries; `tsc` writes the declarations. */
export default defineConfig({
  entry: ['src/index.ts'],
  format: 'esm',
  target: 'node22',
  sourcemap: true,
  clean: true,
  dts: false,
  // Some built-in modules (`node:sqlite`) exist under their full name only.
  removeNodeProtocol: false,
})
