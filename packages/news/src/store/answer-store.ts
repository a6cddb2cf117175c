/**
 * Where answers are kept between runs: a cache, or a cassette. Keys are hashes of requests without their secrets;
 * values are JSON texts.
 */
export interface AnswerStore {
  /** True for a cassette: all is kept for good, failures too, so that a replay is the same run again. */
  readonly isCassette: boolean
  /** The value, or null. @throws IgError `E_NEWS_NOT_RECORDED` by a cassette that only replays. */
  get(key: string): string | null
  set(key: string, value: string): void
  close(): void
}
