import { defineConfig } from 'tsup'
import library from '../../tsup.library.ts'

export default defineConfig({
  ...library,
  entry: {
    index: 'src/index.ts',
    langchain: 'src/langchain.ts',
    testing: 'src/testing/news-world.ts',
    // The thread is a file of its own beside the index: it is started by its address.
    'extract-worker': 'src/article/extract-worker.ts',
  },
})
