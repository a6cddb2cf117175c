/** Who started the miner and keeps it running, as far as it wants to be told. */
export interface Supervisor {
  /** The miner answers. `status` is one line for people. */
  ready(status: string): void
  stopping(): void
  close(): void
}
