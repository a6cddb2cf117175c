/** An event whose market is looked for. */
export interface MarketQuestion {
  /** What is asked, with or without its further information. */
  readonly question: string
  /** The event's own id: a Polymarket condition id, a Kalshi ticker, ... */
  readonly id?: string | undefined
  /** `polymarket`, `azuro`, ... as validators spell it, in any case; limits an id to that venue. */
  readonly marketType?: string | undefined
  /** The moment the price is for: nothing later is used. */
  readonly asOf: Date
  readonly cutoff?: Date | undefined
}
