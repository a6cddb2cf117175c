import { createForecaster } from '../create-forecaster.ts'
import type { ForecasterOptions } from '../forecaster-options.ts'
import type { NewsArticle, NewsPort } from '../ports.ts'
import {
  type ScriptedAnswer,
  type ScriptedModelServer,
  type ScriptedRequest,
  startScriptedModelServer,
} from './scripted-model-server.ts'

const open: ScriptedModelServer[] = []

/** A scripted server that `closeServers` closes. */
export async function scripted(
  answer: (request: ScriptedRequest, index: number) => ScriptedAnswer | Promise<ScriptedAnswer>,
): Promise<ScriptedModelServer> {
  const server = await startScriptedModelServer(answer)
  open.push(server)
  return server
}

export async function closeServers(): Promise<void> {
  await Promise.all(open.splice(0).map((server) => server.close()))
}

export const asOf = new Date('2026-01-02T00:00:00Z')
export const question = { question: 'Will it rain in Oslo?', asOf }
/** The same with a market's price of it. */
export const priced = { ...question, market: 0.4 }

/** A sample's answer. */
export const saying = (probability: unknown) => ({
  content: JSON.stringify({ reasoning: 'Because.', probability }),
})

export const seedOf = ({ body }: ScriptedRequest) => body.seed as number

/** Everything that a request shows to a model. */
export const promptOf = ({ body }: ScriptedRequest) => body.messages.map(({ content }) => content).join('\n')

/** Articles with texts too long to be shown whole, an hour apart; the last one is from an hour before `asOf`. */
export function articlesAt(count: number, before: Date = asOf): NewsArticle[] {
  return Array.from({ length: count }, (_, index) => ({
    url: `https://paper${index + 1}.example/story`,
    title: `Story number ${index + 1} of the rain over Oslo`,
    source: `Paper ${index + 1}`,
    publishedAt: new Date(before.getTime() - (count - index) * 3_600_000),
    provider: 'scripted',
    text: `Clouds came over the bay on day ${index + 1} and stayed there for a while. `.repeat(30),
  }))
}

export interface SpiedNews extends NewsPort {
  readonly searches: Parameters<NewsPort['search']>[0][]
}

/** A port that finds the same for every search and remembers what it was asked. */
export function newsOf(articles: readonly NewsArticle[]): SpiedNews {
  const searches: SpiedNews['searches'] = []
  return {
    searches,
    async search(search) {
      searches.push(search)
      return { articles, calls: search.queries.length, costUsd: 0.01 }
    },
  }
}

/** A forecaster on a scripted server, with a clock that stands still but for what it sleeps. */
export function forecasterOn(server: ScriptedModelServer, options: ForecasterOptions = {}) {
  const warnings: string[] = []
  const sleptMs: number[] = []
  let nowMs = asOf.getTime()
  const forecaster = createForecaster({
    model: { model: 'gpt-4.1-mini', baseUrl: server.baseUrl, apiKey: 'key' },
    onWarning: (warning) => warnings.push(warning.code),
    nowMs: () => nowMs,
    sleep: async (ms) => {
      sleptMs.push(ms)
      nowMs += ms
    },
    random: () => 0.5,
    ...options,
  })
  const passMs = (ms: number) => {
    nowMs += ms
  }
  return { forecaster, warnings, sleptMs, passMs }
}
