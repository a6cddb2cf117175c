import { type ScriptedModelServer, scriptByRole, startScriptedModelServer } from '@ig/forecaster/testing'
import { type NewsWorld, sampleArticles, startNewsWorld, type WorldArticle } from '@ig/news/testing'
import { onTestFinished } from 'vitest'
import { runInProcess } from './run-in-process.ts'
import { type Finished, runMiner, temporaryFolder } from './spawn-miner.ts'

/** All that a forecast asks, scripted on loopback, and the variables by which a user would name it. */
export interface ForecastHome {
  readonly home: string
  readonly model: ScriptedModelServer
  readonly world: NewsWorld
  readonly articles: readonly WorldArticle[]
  readonly env: Readonly<Record<string, string>>
  /** Runs a command in a process of its own. */
  run(...args: string[]): Promise<Finished>
  /** Runs one in this process, which costs less. */
  runHere(...args: string[]): Promise<Finished>
}

/** A model that answers by role, and a world of news of every kind around a moment. */
export async function openForecastHome({
  asOf,
  answer = scriptByRole(),
  env: more = {},
}: {
  readonly asOf: Date
  readonly answer?: Parameters<typeof startScriptedModelServer>[0]
  readonly env?: Readonly<Record<string, string>>
}): Promise<ForecastHome> {
  const articles = sampleArticles(asOf)
  const [model, world] = await Promise.all([startScriptedModelServer(answer), startNewsWorld({ articles })])
  onTestFinished(async () => {
    await Promise.all([model.close(), world.close()])
  })
  const home = temporaryFolder()
  const env = {
    OPENAI_API_KEY: 'canary-key-1',
    OPENAI_BASE_URL: model.baseUrl,
    // Empty counts as not set: the providers are those of the defaults.
    IG_NEWS_PROVIDERS: '',
    IG_NEWS_GOOGLE_BASE_URL: world.baseUrl,
    IG_NEWS_GDELT_BASE_URL: world.baseUrl,
    IG_FETCH_ALLOW_PRIVATE_HOSTS: 'true',
    ...more,
  }
  return {
    home,
    model,
    world,
    articles,
    env,
    run: (...args) => runMiner(args, { home, env }),
    runHere: (...args) => runInProcess(args, { home, env }),
  }
}
