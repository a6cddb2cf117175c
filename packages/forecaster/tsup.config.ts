import { defineConfig } from 'tsup'
import library from '../../tsup.library.ts'

export default defineConfig({
  ...library,
  entry: {
    index: 'src/index.ts',
    strategy: 'src/strategy/parse-strategy-module.ts',
    testing: 'src/testing/scripted-model-server.ts',
  },
})
