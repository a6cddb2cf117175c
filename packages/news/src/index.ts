export type { FoundArticle, TextMoment } from './article/found-article.ts'
export type { DateClaim, DatePrecision } from './as-of/date-claim.ts'
export type { AsOfLaw, DropReason, Verdict } from './as-of/judge-article.ts'
export { judgeArticle } from './as-of/judge-article.ts'
export type { DateContext } from './as-of/parse-date.ts'
export { parseDate } from './as-of/parse-date.ts'
export type { NewsSettings } from './create-news.ts'
export { createNews } from './create-news.ts'
export { canonicalUrl } from './merge/canonical-url.ts'
export { nearDuplicates } from './merge/duplicates.ts'
export type { Drop } from './merge/sift.ts'
export type { Reservation, Reserve } from './money.ts'
export type { News, NewsArticle, NewsResult, NewsSearch, ProviderReport } from './news.ts'
export { gdelt } from './providers/gdelt.ts'
export type { GoogleNewsSettings } from './providers/google.ts'
export { googleNews } from './providers/google.ts'
export type {
  KeyedProviderSettings,
  NewsProvider,
  ProviderAnswer,
  ProviderRequest,
  ProviderSearch,
  ProviderSettings,
} from './providers/news-provider.ts'
export type { AnswerStore } from './store/answer-store.ts'
export { openCassette } from './store/cassette.ts'
export type { NewsAlert } from './transport/provider-caller.ts'
