import { logsPage } from './logs/logs-page.tsx'
import { nowPage } from './now/now-page.tsx'
import type { Page } from './page.ts'
import { validatorsPage } from './validators/validators-page.tsx'

/** Every page, in the order of the navigation. */
export const pages: readonly Page[] = [nowPage, validatorsPage, logsPage]
