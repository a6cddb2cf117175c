import type { Row } from '../sqlite-rows.ts'
import { createEventCourse } from './event-course.ts'
import { createEventDetail } from './event-detail.ts'
import { createAnswerSearch } from './find-answers.ts'
import { createEventCounts, createEventList } from './list-events.ts'
import { openToRead } from './open-to-read.ts'
import { createStoreRows, FORECASTS, readFullForecast } from './read-all-rows.ts'
import { createDecidedReads } from './read-decided.ts'
import { createSpendReads } from './read-spend.ts'
import { createValidatorReads } from './read-validators.ts'
import type { StoreReader } from './store-reader.ts'

/**
 * Opens a store's file to look into it, beside a running miner or without one; nothing is changed. What a miner wrote
 * within the last second may be on its way.
 *
 * @throws IgError E_STORE_OPEN without the file, E_STORE_FOREIGN for one that is no miner's, E_STORE_NEWER and
 * E_STORE_OLDER for one of another version
 *
 * @example
 * const reader = openStoreReader('./data/miner.sqlite')
 * const { rows, total } = reader.events({ nowMs: Date.now(), search: 'election', offset: 0, limit: 50 })
 */
export function openStoreReader(path: string): StoreReader {
  const db = openToRead(path)
  try {
    const forecastById = db.prepare<Row>(`${FORECASTS} WHERE f.id = :id`)
    return {
      path,
      events: createEventList(db),
      eventCounts: createEventCounts(db),
      event: createEventDetail(db),
      ...createEventCourse(db),
      forecast(id) {
        const row = forecastById.first({ id })
        return row === undefined ? null : readFullForecast(row)
      },
      answers: createAnswerSearch(db),
      decided: createDecidedReads(db),
      ...createSpendReads(db),
      validators: createValidatorReads(db),
      rows: createStoreRows(db),
      together: db.together,
      close: db.close,
    }
  } catch (error) {
    db.close()
    throw error
  }
}
