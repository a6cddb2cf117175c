export type { AnswerQuery, QueryCaller } from './answer/answer-query.ts'
export { UNKNOWN_PRIOR } from './answer/stand-in.ts'
export type { CancelTimer, Clock } from './clock.ts'
export { systemClock } from './clock.ts'
export type { Miner, MinerOptions } from './create-miner.ts'
export { createMiner } from './create-miner.ts'
export type { ImportedFile, ImportReport } from './import-python/import-python-miner.ts'
export { importPythonMiner } from './import-python/import-python-miner.ts'
export type { Log } from './log.ts'
export type { ManualClock } from './manual-clock.ts'
export { createManualClock } from './manual-clock.ts'
export type * from './ports.ts'
export type { ReportPolicy, ReportPolicyName, ReportSettings } from './report/report-policy.ts'
export { classBalanced, createReportPolicy, REPORT_POLICY_NAMES } from './report/report-policy.ts'
export type { Attempt, DueReason, DueRevision, PlanSettings, PlanState } from './schedule/plan.ts'
export { plan, revisionKey } from './schedule/plan.ts'
export type { ScheduleSettings } from './schedule/scheduler.ts'
export type { MinerSettings } from './settings.ts'
export { DEFAULT_MINER_SETTINGS } from './settings.ts'
export type { MinerStatus } from './status.ts'
export type { StoreCopy } from './store/backup-store.ts'
export { backupStore, checkStore } from './store/backup-store.ts'
export type { EventStoreOptions } from './store/event-store-options.ts'
export { createMemoryStore } from './store/memory-store.ts'
export type {
  Course,
  CoursePoint,
  EventDetail,
  EventPage,
  EventQuery,
  EventRow,
  EventSort,
  EventState,
  GivenAnswer,
  GivenAnswers,
  PricePoint,
  Wording,
} from './store/read/event-views.ts'
export { openStoreReader } from './store/read/open-store-reader.ts'
export type {
  DecidedEvent,
  DecidedMoment,
  SpendOfDay,
  SpendOfEvent,
  ValidatorRow,
} from './store/read/overviews.ts'
export type { StoreReader } from './store/read/store-reader.ts'
export type {
  AnswerRow,
  EventWordingRow,
  OutcomeRow,
  SpendRow,
  StoreRows,
} from './store/read/store-rows.ts'
export type { ResolvedHistory } from './store/resolved-history.ts'
export { readResolvedHistory } from './store/resolved-history.ts'
export type { SqliteStore, SqliteStoreOptions } from './store/sqlite-store.ts'
export { openSqliteStore } from './store/sqlite-store.ts'
