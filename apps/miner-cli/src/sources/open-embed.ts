import { type EmbedPort, type ModelCache, openEmbeddings, openLocalEmbeddings } from '@ig/forecaster'
import type { Settings } from '../settings/settings-table.ts'

/** What tells which articles are near to a question; undefined where nothing is configured and words do. */
export function openEmbed(
  settings: Settings,
  { cache }: { readonly cache: ModelCache | undefined },
): EmbedPort | undefined {
  const modelDir = settings['embeddings.model_dir']
  if (modelDir !== null) return openLocalEmbeddings({ modelDir })
  const model = settings['embeddings.model']
  const own = settings['embeddings.base_url']
  if (model === null && own === null) return undefined
  const baseUrl = own ?? settings['openai.base_url'] ?? undefined
  // A key is for the address that it was given for, and for no other.
  const shared = own === null || own === settings['openai.base_url'] ? settings['openai.api_key'] : null
  return openEmbeddings({
    model: model ?? undefined,
    baseUrl,
    apiKey: settings['embeddings.api_key'] ?? shared ?? undefined,
    usdPerMillion: settings['embeddings.usd_per_million_tokens'] ?? undefined,
    cache,
  })
}
