import { defineConfig } from 'tsup'
import library from '../../tsup.library.ts'

// The worker is a file of its own beside the index: it is started by its address.
export default defineConfig({ ...library, entry: ['src/index.ts', 'src/json-worker.ts'] })
