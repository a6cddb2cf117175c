import { IgError } from '@ig/errors'
import { cosine, hashedVector } from '../evidence/similarity.ts'
import type { ForecastRun } from '../forecast-run.ts'
import type { EmbedPort } from '../ports.ts'
import { untilAborted } from '../until-aborted.ts'
import type { ForecastState, ReadArticle } from './forecast-state.ts'
import { stage } from './stage.ts'

const MAX_TEXT_LENGTH = 1_500

/** Orders articles by how near they are to the question and its searches, and keeps the nearest. */
export function prefilter(keep: number, embed: EmbedPort | undefined) {
  return stage('prefilter', async (state, run) => {
    if (state.articles.length <= 1) return state
    const scores = await similarities(state, embed, run)
    // A stable order: what is equally near stays as the search ranked it.
    const ranked = state.articles
      .map((article, index) => ({ article, index, score: scores[index] ?? 0 }))
      .sort((a, b) => b.score - a.score || a.index - b.index)
    return { ...state, articles: ranked.slice(0, keep).map(({ article }) => article) }
  })
}

async function similarities(
  { question, queries, articles }: ForecastState,
  embed: EmbedPort | undefined,
  run: ForecastRun,
): Promise<number[]> {
  const wanted = [question.question, ...queries.slice(1)].join('\n')
  const texts = articles.map(textOf)
  if (embed) {
    try {
      const options = { signal: run.signal, ...(run.reserve && { reserve: run.reserve }) }
      const [target, ...others] = await untilAborted(embed.embed([wanted, ...texts], options), run.signal)
      if (target && others.length === texts.length) return others.map((vector) => cosine(target, vector))
      throw new TypeError(`${texts.length + 1} texts gave ${others.length + (target ? 1 : 0)} vectors`)
    } catch (cause) {
      run.signal.throwIfAborted()
      const message = 'Articles could not be embedded; their words are compared instead.'
      run.warn(new IgError({ code: 'E_EMBED', message, cause, retryable: true }))
    }
  }
  const target = hashedVector(wanted)
  return texts.map((text) => cosine(target, hashedVector(text)))
}

function textOf({ title, text }: ReadArticle): string {
  return `${title}\n${text}`.slice(0, MAX_TEXT_LENGTH)
}
