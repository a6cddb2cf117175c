import type { DataFolder } from '../process/data-folder.ts'
import type { MinerStatusJson } from './miner-status-json.ts'

/** What can be seen of a running miner from outside the way of a request. */
export interface MinerView {
  readonly network: string
  readonly folder: DataFolder
  /** What `status --json` prints. */
  status(): MinerStatusJson
}
