import { createCalibrationPage } from './calibration/calibration-page.tsx'
import { eventPage } from './events/event-page.tsx'
import { createEventsPage } from './events/events-page.tsx'
import { logsPage } from './logs/logs-page.tsx'
import { nowPage } from './now/now-page.tsx'
import type { Page } from './page.ts'
import { spendPage } from './spend/spend-page.tsx'
import { validatorsPage } from './validators/validators-page.tsx'

/** Every page, in the order of the navigation. */
export const pages: readonly Page[] = [
  nowPage,
  createEventsPage(),
  eventPage,
  createCalibrationPage(),
  spendPage,
  validatorsPage,
  logsPage,
]
