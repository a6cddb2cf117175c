import { trainingMessages } from '@ig/forecaster'
import type { ResolvedHistory, StoredForecast } from '@ig/miner'
import { z } from 'zod'
import type { ExportFormat } from './export-format.ts'
import { type Voice, voicesOf } from './voices.ts'

/** How sure the taught answer is of what came true: a model taught to be certain is certain everywhere. */
const TAUGHT = 0.97

const evidence = z.looseObject({
  url: z.string(),
  title: z.string(),
  source: z.string(),
  publishedAt: z.iso.datetime(),
  provider: z.string().catch(''),
})

/**
 * Chat fine-tuning as JSON Lines, a lesson each: a decided question as the forecaster asks it, with the headlines
 * that were at hand, and an answer in the forecaster's schema that is nearly sure of what came true. The reasons are
 * a sample's own where one leaned that way, else none: reasons that argue for the contrary would teach nonsense.
 */
export const finetuneFormat: ExportFormat = {
  name: 'finetune',
  doc: 'Lessons for the fine-tuning of a chat model, from events that a model has forecast.',
  write(event) {
    const forecast = bestInformed(event.forecasts)
    return forecast === null ? null : `${JSON.stringify({ messages: lesson(event, forecast) })}\n`
  },
}

function lesson({ event, outcome }: ResolvedHistory, forecast: StoredForecast) {
  const { cutoffUnixSeconds, marketType, description, key } = event
  const asOf = new Date(forecast.madeAtMs)
  const articles = forecast.evidence.flatMap((one) => {
    const parsed = evidence.safeParse(one)
    // What has no readable date may be from any time.
    return parsed.success
      ? [{ ...parsed.data, publishedAt: new Date(parsed.data.publishedAt), text: '' }]
      : []
  })
  const question = {
    question: description,
    asOf,
    id: key,
    marketType,
    ...(cutoffUnixSeconds !== null && { cutoff: new Date(cutoffUnixSeconds * 1000) }),
  }
  const voice = rightVoice(voicesOf(forecast.reasoning), outcome)
  return trainingMessages(question, articles, {
    for: voice?.for ?? [],
    against: voice?.against ?? [],
    reasoning: voice?.reasoning ?? '',
    probability: outcome === 1 ? TAUGHT : Math.round((1 - TAUGHT) * 1e3) / 1e3,
  })
}

/** Of the forecasts of a model the one with the most articles, of equal ones the earliest: early answers count most. */
function bestInformed(forecasts: readonly StoredForecast[]): StoredForecast | null {
  const ofModel = forecasts.filter(({ basis }) => basis === 'model')
  return ofModel.reduce<StoredForecast | null>(
    (best, one) => (best === null || one.evidence.length > best.evidence.length ? one : best),
    null,
  )
}

/** The sample that leaned most to what came true; null where none did. */
function rightVoice(voices: readonly Voice[], outcome: 0 | 1): Voice | null {
  const toTruth = ({ probability }: Voice) => (outcome === 1 ? probability : 1 - probability)
  const [best] = voices.toSorted((a, b) => toTruth(b) - toTruth(a))
  return best && toTruth(best) > 0.5 ? best : null
}
