import { enableCompileCache } from 'node:module'

// Compiled code is kept beside the bundle, so that a warm start does not compile it again; without a place to
// write it, everything works the same, slower.
enableCompileCache(new URL('./.compile-cache', import.meta.url).pathname)

const { main } = await import('./main.ts')
await main(process.argv.slice(2))
