import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// A thread compiles for itself; with what is kept beside the bundle it listens in half the time.
enableCompileCache(fileURLToPath(new URL('./.compile-cache', import.meta.url)))

await import('./serve-pages.ts')
