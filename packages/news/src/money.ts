/** Money set aside for one call. */
export interface Reservation {
  /** Replaces the worst case by what the call cost; once. */
  settle(actualUsd: number): void
}

/** Sets the worst case of a paid call aside before it is made; throws where a cap would be passed. */
export type Reserve = (worstCaseUsd: number, purpose: string) => Reservation
