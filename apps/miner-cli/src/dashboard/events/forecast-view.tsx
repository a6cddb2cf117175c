import type { StoredForecast } from '@ig/miner'
import { z } from 'zod'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { usd } from '../ui/format.ts'
import { OutsideLink } from '../ui/outside-link.tsx'
import { Empty, Panel, Stat, Stats } from '../ui/panel.tsx'
import { At } from '../ui/time.tsx'
import { BASIS_WORDS, chance, shorten } from './event-words.tsx'

const text = z.string().catch('')

/** What our forecaster keeps of an article; a strategy of one's own may keep anything. */
const article = z.object({
  url: z.string(),
  title: text,
  source: text,
  publishedAt: text,
  provider: text,
  relevance: z.number().nullable().catch(null),
})

type Article = z.infer<typeof article>

const MOST_SHOWN = 50
const LONGEST_TEXT = 20_000

/** One forecast with all that it was made of. */
export const ForecastView = ({ forecast, isLatest }: { forecast: StoredForecast; isLatest: boolean }) => {
  const { probability, basis, confidence, market, samples, costUsd, madeAtMs, reasoning } = forecast
  return (
    <Panel
      id="forecast"
      title={titleOf(basis, isLatest)}
      note={
        <>
          made <At ms={madeAtMs} />, of wording {forecast.revision}
        </>
      }
      wide
    >
      <Stats>
        <Stat
          label="Probability"
          value={chance(probability)}
          note={`answered by the ${BASIS_WORDS[basis]}`}
        />
        <Stat label="Market then" value={chance(market)} />
        <Stat label="Agreement" value={confidence.toFixed(2)} note="of the samples, 0 to 1" />
        <Stat label="Cost" value={usd(costUsd)} />
      </Stats>
      {samples.length > 0 ? (
        <p class="note">
          Samples: {samples.slice(0, MOST_SHOWN).map(chance).join(', ')}
          {samples.length > MOST_SHOWN ? ' …' : ''}
        </p>
      ) : null}
      <h3>Reasoning</h3>
      <p class="prose">{reasoning.slice(0, LONGEST_TEXT) || 'None was given.'}</p>
      <h3>Evidence</h3>
      <Evidence evidence={forecast.evidence} />
    </Panel>
  )
}

function titleOf(basis: StoredForecast['basis'], isLatest: boolean): string {
  if (!isLatest) return 'Why: one forecast'
  return basis === 'model' ? 'Why: the latest forecast of a model' : 'Why: the latest forecast'
}

const Evidence = ({ evidence }: { evidence: readonly unknown[] }) => {
  if (evidence.length === 0) return <Empty title="No article was read for this forecast" />
  const shown = evidence.slice(0, MOST_SHOWN)
  const articles = shown.flatMap((one) => article.safeParse(one).data ?? [])
  const others = shown.filter((one) => !article.safeParse(one).success)
  return (
    <>
      {articles.length > 0 ? (
        <DataTable caption="Evidence" columns={ARTICLE_COLUMNS} rows={articles} />
      ) : null}
      {others.length > 0 ? (
        <ul class="prose-list">
          {others.map((one) => (
            <li>
              <code>{shorten(JSON.stringify(one) ?? '', 600)}</code>
            </li>
          ))}
        </ul>
      ) : null}
      {evidence.length > MOST_SHOWN ? (
        <p class="note">{evidence.length - MOST_SHOWN} more are stored.</p>
      ) : null}
    </>
  )
}

const ARTICLE_COLUMNS: readonly Column<Article>[] = [
  {
    head: 'Article',
    kind: 'text',
    cell: ({ url, title }) => <OutsideLink href={url}>{shorten(title || url)}</OutsideLink>,
  },
  { head: 'Source', kind: 'text', cell: ({ source }) => shorten(source || '–', 60) },
  { head: 'Published', kind: 'text', cell: ({ publishedAt }) => <Published at={publishedAt} /> },
  { head: 'Found by', kind: 'text', minor: true, cell: ({ provider }) => shorten(provider || '–', 40) },
  {
    head: 'Relevance',
    minor: true,
    cell: ({ relevance }) => (relevance === null ? '–' : String(Math.round(relevance * 10) / 10)),
  },
]

const Published = ({ at }: { at: string }) => {
  const ms = Date.parse(at)
  return Number.isNaN(ms) ? <>–</> : <At ms={ms} />
}
