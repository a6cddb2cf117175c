import { IgError } from '@ig/errors'
import type { Forecast, NewsPort } from '@ig/forecaster'
import type { Markets } from '@ig/markets'
import type { ForecastHappening, ProviderHappening } from '../miner/happenings.ts'

type Tell = (happening: ProviderHappening) => void

/** No failure of the provider's: it was passed over because others were asking it. */
const PASSED_OVER = 'E_NEWS_BUSY'

/** The same news; whoever listens is told how each provider did. */
export function newsThatTells(news: NewsPort, tell: Tell): NewsPort {
  return {
    async search(search) {
      const result = await news.search(search)
      for (const [name, { calls, failures }] of Object.entries(result.byProvider ?? {})) {
        const failed = failures.filter((code) => code !== PASSED_OVER)
        if (failed.length > 0) tell({ kind: 'news', name, code: failed.at(-1) ?? null })
        else if (calls > 0) tell({ kind: 'news', name, code: null })
      }
      return result
    },
  }
}

/** The same markets; whoever listens is told which venue gave a price. That one fails comes as a warning. */
export function marketsThatTell(markets: Markets, tell: Tell): Markets {
  const answered = (venue: string) => tell({ kind: 'market', name: venue, code: null })
  return {
    ...markets,
    async quote(question, call) {
      const quote = await markets.quote(question, call)
      if (quote !== null) answered(quote.venue)
      return quote
    },
    async estimate(question, options) {
      const estimate = await markets.estimate(question, options)
      if (estimate !== null) answered(estimate.quote.venue)
      return estimate
    },
  }
}

/** Passes warnings on; whoever listens is told of the service that one speaks of. */
export function warningsThatTell(warn: (warning: IgError) => void, tell: Tell): (warning: IgError) => void {
  return (warning) => {
    const provider = providerOfWarning(warning)
    if (provider) tell(provider)
    warn(warning)
  }
}

/** What a warning says of a service; null where it speaks of none. */
export function providerOfWarning({ code, values }: IgError): ProviderHappening | null {
  if (code === 'E_MARKET' && typeof values.venue === 'string') {
    return { kind: 'market', name: values.venue, code: String(values.problem ?? code) }
  }
  // A search that failed is told by its result; these two tell that the provider is left alone.
  if ((code === 'E_NEWS_CIRCUIT' || code === 'E_NEWS_REFUSED') && typeof values.provider === 'string') {
    return { kind: 'news', name: values.provider, code }
  }
  return modelOf(code, values)
}

/** What a forecast says of the models that were asked. */
export function modelsOfForecast(happening: ForecastHappening): readonly ProviderHappening[] {
  if (happening.kind === 'made') {
    return [...answering(happening.forecast)].map((name) => ({ kind: 'model', name, code: null }))
  }
  if (happening.kind !== 'failed' || !IgError.isInstance(happening.error)) return []
  const { code, values } = reasonOf(happening.error)
  const failed = modelOf(code, values)
  return failed === null ? [] : [failed]
}

/** The models that gave an answer: those of samples, and of other roles those that gave any token. */
function answering({ samples, usage, models }: Forecast): ReadonlySet<string> {
  const others = Object.entries(usage.byRole).flatMap(([role, used]) => {
    const name = role === 'reason' ? undefined : models[role as keyof typeof models]
    return used.outputTokens > 0 && name !== undefined ? [name] : []
  })
  return new Set([...samples.map(({ model }) => model), ...others])
}

function modelOf(code: string, values: IgError['values']): ProviderHappening | null {
  return isService(code) && typeof values.model === 'string'
    ? { kind: 'model', name: values.model, code }
    : null
}

/** Different reasons are told together, with the first one as their cause. */
function reasonOf(error: IgError): IgError {
  return error.code === 'E_SAMPLES' && IgError.isInstance(error.cause) ? error.cause : error
}

/** A model that answers nonsense, or has no price, is not down. */
function isService(code: string): boolean {
  return /^E_MODEL_(DOWN|KEY|QUOTA|UNKNOWN|RATE_LIMIT|TIMEOUT)$/.test(code)
}
