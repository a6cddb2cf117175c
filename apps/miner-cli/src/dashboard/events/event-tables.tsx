import type { CoursePoint, EventDetail, GivenAnswers, StoreReader, Wording } from '@ig/miner'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { count, shortKey, utc } from '../ui/format.ts'
import { Pager } from '../ui/pager.tsx'
import { Badge, Empty, Panel } from '../ui/panel.tsx'
import { At } from '../ui/time.tsx'
import { BASIS_WORDS, chance } from './event-words.tsx'

export const FORECASTS_A_PAGE = 20

/** Every forecast of an event, each with a link to its reasons. */
export const ForecastTable = ({
  event,
  forecasts,
  page,
}: {
  event: EventDetail
  forecasts: ReturnType<StoreReader['forecasts']>
  page: number
}) => (
  <Panel id="forecasts" title="Forecasts" note={`${count(forecasts.total)} in all`} wide>
    {forecasts.total === 0 ? (
      <Empty title="No forecast yet" />
    ) : (
      <>
        <DataTable
          caption="Forecasts, the newest first"
          columns={forecastColumns(event.id, page)}
          rows={forecasts.rows}
        />
        {forecasts.total > FORECASTS_A_PAGE ? (
          <Pager
            page={page}
            pageSize={FORECASTS_A_PAGE}
            total={forecasts.total}
            href={(number) => `/events/${event.id}?page=${number}#forecasts`}
          />
        ) : null}
      </>
    )}
  </Panel>
)

function forecastColumns(eventId: number, page: number): Column<CoursePoint>[] {
  return [
    {
      head: 'Made, UTC',
      kind: 'text',
      cell: ({ id, madeAtMs }) => (
        <a href={`/events/${eventId}?forecast=${id}&page=${page}#forecast`}>
          <At ms={madeAtMs} />
        </a>
      ),
    },
    { head: 'Probability', cell: ({ probability }) => chance(probability) },
    { head: 'Market then', cell: ({ market }) => chance(market) },
    { head: 'By', kind: 'text', cell: ({ basis }) => BASIS_WORDS[basis] },
    { head: 'Agreement', minor: true, cell: ({ confidence }) => confidence.toFixed(2) },
    { head: 'Wording', minor: true, cell: ({ revision }) => String(revision) },
  ]
}

/** Who was told what, and when. */
export const AnswerTable = ({ answers }: { answers: GivenAnswers }) => (
  <Panel
    id="answers"
    title="Answers given"
    note="Equal answers in a row to one validator are one line; kept for 90 days."
    wide
  >
    {answers.rows.length === 0 ? (
      <Empty title="No answer is on record">
        Nobody was told anything of this event, or it is longer ago than answers are kept.
      </Empty>
    ) : (
      <DataTable caption="Answers given, the newest first" columns={ANSWER_COLUMNS} rows={answers.rows} />
    )}
    {answers.complete ? null : (
      <p class="note">
        Older answers are not shown; <code>pnpm miner export</code> has all.
      </p>
    )}
  </Panel>
)

const ANSWER_COLUMNS: readonly Column<GivenAnswers['rows'][number]>[] = [
  {
    head: 'Validator',
    kind: 'text',
    cell: ({ caller }) => <code title={caller}>{shortKey(caller)}</code>,
  },
  { head: 'Told', cell: ({ sent }) => (sent === null ? 'nothing' : chance(sent)) },
  { head: 'Times', cell: ({ times }) => count(times) },
  { head: 'First, UTC', kind: 'text', minor: true, cell: ({ firstAtMs }) => <At ms={firstAtMs} /> },
  { head: 'Last, UTC', kind: 'text', cell: ({ lastAtMs }) => <At ms={lastAtMs} /> },
]

const LONGEST_WORDING = 4_000
const LONGEST_METADATA = 20_000

/** An event's wordings, the newest first, as they were asked. */
export const WordingList = ({ event }: { event: EventDetail }) => (
  <Panel
    id="wordings"
    title={event.wordings.length === 1 ? 'Wording' : `${count(event.wordings.length)} wordings`}
    note={
      event.refusedWordings > 0
        ? `${count(event.refusedWordings)} more were not taken: too many in a day.`
        : null
    }
    wide
  >
    {event.wordings.toReversed().map((wording) => (
      <WordingView wording={wording} />
    ))}
  </Panel>
)

const WordingView = ({ wording }: { wording: Wording }) => {
  const { event, revision, payable, forecasts, firstSeenMs } = wording
  const { cutoffUnixSeconds } = event
  return (
    <article class="wording">
      <p class="prose">{event.description.slice(0, LONGEST_WORDING) || '(no text)'}</p>
      <p class="note">
        wording {revision}, first asked <At ms={firstSeenMs} />, ends {cutoffText(cutoffUnixSeconds)},{' '}
        {count(forecasts)} {forecasts === 1 ? 'forecast' : 'forecasts'}{' '}
        {payable ? null : <Badge tone="warn">nobody who may cost money asked for it</Badge>}
      </p>
      <details>
        <summary>Metadata</summary>
        <pre>{(JSON.stringify(event.metadata, null, 2) ?? '').slice(0, LONGEST_METADATA)}</pre>
      </details>
    </article>
  )
}

function cutoffText(cutoffUnixSeconds: number | null): string {
  if (cutoffUnixSeconds === null) return 'never'
  const ms = cutoffUnixSeconds * 1000
  return Math.abs(ms) > 8.64e15 ? 'never' : utc(ms)
}
