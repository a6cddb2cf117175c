import { enableCompileCache } from 'node:module'
import { constants, setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'

// A thread compiles for itself; with what is kept beside the bundle it listens in half the time.
enableCompileCache(fileURLToPath(new URL('./.compile-cache', import.meta.url)))

await import('./serve-pages.ts')
letAnswersGoFirst()

/** Where cores are few, pages wait for answers. On Linux a priority is the thread's own, elsewhere the whole process's. */
function letAnswersGoFirst(): void {
  if (process.platform !== 'linux') return
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // A supervisor may forbid it; pages then are as important as anything.
  }
}
