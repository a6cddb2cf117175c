import { isWanted } from '../../logs/line-filter.ts'
import { parseLogLine } from '../../logs/log-line.ts'
import { LEVELS } from '../../output/log-levels.ts'
import type { Page } from '../page.ts'
import { count } from '../ui/format.ts'
import { Empty, PageHead, Panel } from '../ui/panel.tsx'
import { LogEntry } from './log-entry.tsx'

const SHOWN = 300
const CHOICES = ['debug', 'info', 'warn', 'error']

/** The last lines of the miner's log, the newest first. */
export const logsPage: Page = {
  path: '/logs',
  title: 'Logs',
  nav: true,
  refreshMs: 1_000,
  render({ logLines, query }) {
    const level = CHOICES.find((choice) => choice === query.get('level')) ?? null
    const text = query.get('search')?.trim().slice(0, 200) || null
    const minLevel = Object.entries(LEVELS).find(([, name]) => name === level)?.[0]
    const filter = { minLevel: minLevel === undefined ? null : Number(minLevel), sinceMs: null, text }
    const lines = logLines()
    const wanted = lines
      .toReversed()
      .map(parseLogLine)
      .filter((line) => isWanted(line, filter))
    const isFiltered = level !== null || text !== null
    return (
      <>
        <PageHead
          title="Logs"
          lead={
            <>
              The last {count(lines.length)} lines, the newest first; secrets are masked.{' '}
              <code>pnpm miner logs</code> shows older ones.
            </>
          }
        />
        <LogFilters level={level} text={text} />
        <Panel
          id="log"
          title="Lines"
          wide
          note={
            isFiltered || wanted.length > SHOWN
              ? `${count(Math.min(SHOWN, wanted.length))} of ${count(wanted.length)}${isFiltered ? ' that match' : ''}`
              : undefined
          }
        >
          {wanted.length === 0 ? (
            <Empty title={isFiltered ? 'No line matches' : 'Nothing has been logged yet'}>
              {isFiltered ? <a href="/logs">Show all lines</a> : null}
            </Empty>
          ) : (
            <ol class="log">
              {wanted.slice(0, SHOWN).map((line) => (
                <LogEntry line={line} />
              ))}
            </ol>
          )}
        </Panel>
      </>
    )
  },
}

const LogFilters = ({ level, text }: { level: string | null; text: string | null }) => (
  <search>
    <form class="filters" method="get" action="/logs">
      <div class="field grow">
        <label for="search">Text</label>
        <input id="search" name="search" type="search" value={text ?? ''} autocomplete="off" />
      </div>
      <div class="field">
        <label for="level">Level</label>
        <select id="level" name="level">
          <option value="">all</option>
          {CHOICES.map((choice) => (
            <option value={choice} selected={choice === level}>
              {choice === 'error' ? 'error' : `${choice} and above`}
            </option>
          ))}
        </select>
      </div>
      <button type="submit">Filter</button>
    </form>
  </search>
)
