import { z } from 'zod'
import { defineSetting } from './setting.ts'

/** What is kept of answers that cost time or money. */
export const cacheSettings = [
  defineSetting({
    name: 'cache.dir',
    kind: 'path',
    schema: z.string().min(1).nullable(),
    default: null,
    accepts: 'the path of a folder',
    doc: 'Keep the answers of models and news providers in this folder (mode 0700), and give them again to the same question.',
  }),
] as const
