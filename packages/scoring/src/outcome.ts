/** How a binary event ended: 1 for YES. */
export type Outcome = 0 | 1
