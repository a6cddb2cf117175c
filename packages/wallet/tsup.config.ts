import { defineConfig } from 'tsup'
import library from '../../tsup.library.ts'

/** The worker is a file of its own, since a thread is started from a file. */
export default defineConfig({ ...library, entry: ['src/index.ts', 'src/argon2-worker.ts'] })
