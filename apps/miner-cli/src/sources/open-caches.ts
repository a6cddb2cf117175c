import { join } from 'node:path'
import { openModelCache } from '@ig/forecaster'
import { openNewsCache } from '@ig/news'
import { type ForecastRecords, openForecastRecords } from '../forecast/forecast-records.ts'
import { makeFolder } from '../process/make-folder.ts'

/** What a folder of `cache.dir` holds. */
export interface Caches {
  readonly models: ReturnType<typeof openModelCache>
  readonly news: ReturnType<typeof openNewsCache>
  readonly forecasts: ForecastRecords
  close(): void
}

/** Opens the caches of a folder, which is made for its owner alone where there is none. */
export function openCaches(folder: string): Caches {
  makeFolder(folder)
  const models = openModelCache({ path: join(folder, 'models.sqlite') })
  const news = openNewsCache({ path: join(folder, 'news.sqlite') })
  return {
    models,
    news,
    forecasts: openForecastRecords(join(folder, 'forecasts')),
    close() {
      models.close()
      news.close()
    },
  }
}
