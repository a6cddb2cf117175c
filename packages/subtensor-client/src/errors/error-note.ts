/** What an error of the chain means for whoever called, and what helps. */
export interface ErrorNote {
  /** One sentence without values. */
  readonly meaning: string
  /** What to do, as imperative sentences. */
  readonly hint: string
  /** True where the same call may succeed later without a change. */
  readonly retryable?: true
  /** True where money is missing: the error's code becomes `E_CHAIN_FUNDS`. */
  readonly funds?: true
}

/** Notes by the name that the runtime's metadata gives the error: names last, indices move between runtimes. */
export type ErrorNotes = Readonly<Record<string, ErrorNote>>
