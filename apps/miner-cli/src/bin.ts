import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// Compiled code is kept beside the bundle, so that a warm start does not compile it again; without a place to
// write it, everything works the same, slower.
enableCompileCache(fileURLToPath(new URL('./.compile-cache', import.meta.url)))

const { main } = await import('./main.ts')
const { processSurroundings } = await import('./process/surroundings.ts')
const { endOnCrash } = await import('./process/end-on-crash.ts')
const surroundings = processSurroundings()
const onRedactor = endOnCrash(surroundings.terminal, process.argv)
// Everything that had to be written has been: what still holds the event loop is idle connections and timers.
process.exit(await main(process.argv.slice(2), { ...surroundings, onRedactor }))
