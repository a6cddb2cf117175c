import type { StoreReader } from '@ig/miner'
import { count } from '../ui/format.ts'
import { BASES, type EventFilter, SORTS, STATES } from './event-filter.ts'
import { shorten } from './event-words.tsx'

const SORT_WORDS = {
  new: 'newest first',
  forecast: 'forecast last first',
  cutoff: 'ending next first',
  probability: 'most probable first',
  'market-gap': 'farthest from the market first',
} as const

/** The form above the list; it needs no script. */
export const EventFilters = ({
  filter,
  counts,
}: {
  filter: EventFilter
  counts: ReturnType<StoreReader['eventCounts']>
}) => (
  <search>
    <form class="filters" method="get" action="/events">
      <label class="field grow">
        <span>Search</span>
        <input
          type="search"
          name="search"
          value={filter.search}
          maxlength={200}
          placeholder="words of the question or key"
        />
      </label>
      <Choice name="state" label="State" chosen={filter.state} none="all">
        {STATES.map((state) => [state, `${state} (${count(counts[state])})`])}
      </Choice>
      <Choice name="type" label="Market type" chosen={filter.marketType} none="all">
        {counts.marketTypes.map((type) => [type, shorten(type, 40)])}
      </Choice>
      <Choice name="basis" label="Answered by" chosen={filter.basis} none="anything">
        {BASES.map((basis) => [basis, basis])}
      </Choice>
      <Choice name="asked" label="Asked by" chosen={filter.asked} none="anyone">
        {[
          ['validators', 'validators'],
          ['strangers', 'strangers only'],
        ]}
      </Choice>
      <Choice name="sort" label="Order" chosen={filter.sort} none={null}>
        {SORTS.map((sort) => [sort, SORT_WORDS[sort]])}
      </Choice>
      <div class="filter-actions">
        <button type="submit">Show</button>
        <a class="button" href="/events">
          Clear
        </a>
      </div>
    </form>
  </search>
)

const Choice = ({
  name,
  label,
  chosen,
  none,
  children,
}: {
  name: string
  label: string
  chosen: string | null
  /** What stands for no choice; null where there always is one. */
  none: string | null
  children: readonly (readonly string[])[]
}) => (
  <label class="field">
    <span>{label}</span>
    <select name={name}>
      {none === null ? null : <option value="">{none}</option>}
      {children.map(([value, text]) => (
        <option value={value} selected={value === chosen}>
          {text}
        </option>
      ))}
    </select>
  </label>
)
