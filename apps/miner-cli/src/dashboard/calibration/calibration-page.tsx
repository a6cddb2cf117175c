import type { StoreReader } from '@ig/miner'
import { raw } from 'hono/html'
import type { Page } from '../page.ts'
import { PlotFigure } from '../plot/figure.tsx'
import type { PagePlot } from '../plot/page-plot.ts'
import { DataTable } from '../ui/data-table.tsx'
import { count, percent } from '../ui/format.ts'
import { Empty, PageHead, Panel, Stat, Stats } from '../ui/panel.tsx'
import { PERIOD_COLUMNS, scoreColumns } from './calibration-tables.ts'
import { type Judgement, judgeDecided } from './judge-decided.ts'
import { FEW_EVENTS } from './score-table.ts'

/** Those decided last; more would be slow, and say little of how the miner does now. */
const MOST_EVENTS = 1_500
const MOMENTS = 8
const KEPT_MS = 60_000

interface Drawn {
  readonly judgement: Judgement
  readonly reliability: { readonly ours: string; readonly market: string | null }
  readonly brier: PagePlot | null
  readonly log: PagePlot | null
}

/** How far what was said came true, over time and against the market. */
export function createCalibrationPage(): Page {
  const judge = keepForAWhile(judgeAndDraw)
  return {
    path: '/calibration',
    title: 'Calibration',
    nav: true,
    refreshMs: KEPT_MS,
    async render({ reader, nowMs }) {
      const drawn = reader === null ? null : await judge(reader, nowMs)
      return drawn === null ? <NothingDecided /> : <CalibrationView {...drawn} />
    },
  }
}

async function judgeAndDraw(reader: StoreReader): Promise<Drawn | null> {
  const judgement = reader.together(() =>
    judgeDecided(reader.decided({ limit: MOST_EVENTS, moments: MOMENTS })),
  )
  if (judgement === null) return null
  const { reliabilityPlots, scorePlot } = await import('./calibration-plots.ts')
  const { moments, periods } = judgement
  return {
    judgement,
    reliability: reliabilityPlots(moments),
    brier: scorePlot(periods, 'brier'),
    log: scorePlot(periods, 'log'),
  }
}

/** Reckons anew after a minute, or for another reader: outcomes are few, and thousands of events take half a second. */
function keepForAWhile<T>(
  reckon: (reader: StoreReader) => Promise<T>,
): (reader: StoreReader, nowMs: number) => Promise<T> {
  let kept: { readonly reader: StoreReader; readonly atMs: number; readonly value: Promise<T> } | null = null
  return (reader, nowMs) => {
    if (kept?.reader !== reader || Math.abs(nowMs - kept.atMs) >= KEPT_MS) {
      const value = reckon(reader)
      kept = { reader, atMs: nowMs, value }
      value.catch(() => {
        kept = null
      })
    }
    return kept.value
  }
}

const NothingDecided = () => (
  <>
    <PageHead title="Calibration" />
    <Empty title="No event that was forecast has been decided yet">
      Outcomes come from the venues after an event’s cutoff; the first events end within days. To judge
      forecasts on questions of the past: <code>pnpm miner backtest --demo</code>.
    </Empty>
  </>
)

const KEYS = [
  { label: 'the miner', color: 'var(--c1)' },
  { label: 'the market’s price', color: 'var(--c2)' },
]

const CalibrationView = ({ judgement, reliability, brier, log }: Drawn) => (
  <>
    <PageHead title="Calibration" lead={leadOf(judgement)} />
    <Overall judgement={judgement} />
    <Panel id="reliability" title="What was said against what came true" wide>
      <figure class="plot plot-pair">
        <div>
          <h3>The miner</h3>
          {raw(reliability.ours)}
        </div>
        {reliability.market === null ? null : (
          <div>
            <h3>The market’s price</h3>
            {raw(reliability.market)}
          </div>
        )}
        <figcaption class="note">
          On the dashed line as much came true as was said; above it was said too little. Groups of equal
          size; bars are 95&nbsp;% intervals in which an event counts once. Below: how often what was said.
        </figcaption>
      </figure>
    </Panel>
    {brier === null || log === null ? null : (
      <Panel id="over-time" title="Scores over time" note="by when events were resolved" wide>
        <PlotFigure plot={brier} keys={KEYS} />
        <PlotFigure plot={log} />
        <details>
          <summary>The same as a table</summary>
          <DataTable
            caption="Scores by when events were resolved, the newest first"
            columns={PERIOD_COLUMNS}
            rows={judgement.periods.toReversed()}
          />
        </details>
      </Panel>
    )}
    <Panel id="by-type" title="By market type" note={SCORE_NOTE} wide>
      <DataTable
        caption="Scores by market type"
        columns={scoreColumns('Market type')}
        rows={[judgement.overall, ...judgement.byMarketType]}
      />
    </Panel>
    <Panel id="by-basis" title="By what the last forecast came from" wide>
      <DataTable
        caption="Scores by what the last forecast came from"
        columns={scoreColumns('Came from')}
        rows={judgement.byBasis}
      />
    </Panel>
  </>
)

function leadOf({ overall: { events } }: Judgement): string {
  const seen = `${events === 1 ? '1 decided event' : `${count(events)} decided events`}, each counted once`
  const how = `what was believed at up to ${MOMENTS} moments from its first forecast to its end, against what came true.`
  return events < FEW_EVENTS ? `${seen}: ${how} So few say little.` : `${seen}: ${how}`
}

const SCORE_NOTE =
  'Brier: 0 is perfect, 0.25 always one half. Log score: 0 is perfect, −0.693 always one half. In brackets 95\u00a0% intervals, from 20 events on.'

const Overall = ({ judgement: { overall, decided } }: { judgement: Judgement }) => {
  const { brier, log, skill, market, events } = overall
  return (
    <Panel id="overall" title="Overall" wide>
      <Stats>
        <Stat
          label="Brier score"
          value={brier.mean.toFixed(4)}
          note={
            events < FEW_EVENTS
              ? 'lower is better'
              : `${brier.low.toFixed(3)} to ${brier.high.toFixed(3)}; lower is better`
          }
        />
        <Stat label="Log score" value={log.toFixed(3)} note="higher is better; validators clip at 1 %" />
        <Stat
          label="Skill"
          value={skill === null ? '–' : percent(skill)}
          note="better than always saying how often YES came"
        />
        <Stat label="Against the market" {...againstMarket(overall)} />
        <Stat
          label="Events"
          value={count(events)}
          note={`of the last ${count(decided)} decided; ${count(market?.events ?? 0)} with a price`}
        />
      </Stats>
    </Panel>
  )
}

/** In words what the difference says; only what its interval bears out is called better or worse. */
function againstMarket({ market }: Judgement['overall']) {
  if (market === null) return { value: '–', note: 'no venue’s price is on record' }
  const { mean, low, high } = market.difference
  const interval = `Brier ${low.toFixed(4)} to ${high.toFixed(4)}`
  const value = `${mean > 0 ? '+' : ''}${mean.toFixed(4)}`
  if (market.events < FEW_EVENTS) return { value, note: `Brier; ${market.events} events are too few to tell` }
  if (high < 0) return { value, note: `better than the price (${interval})`, tone: 'good' as const }
  if (low > 0) return { value, note: `worse than the price (${interval})`, tone: 'bad' as const }
  return { value, note: `no difference is proven (${interval})` }
}
