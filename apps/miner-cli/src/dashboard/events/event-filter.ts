import type { Basis, EventQuery, EventSort, EventState } from '@ig/miner'

/** What a visitor wants to see of the events, as it stands in the page's address. */
export interface EventFilter {
  readonly search: string
  readonly state: EventState | null
  readonly marketType: string | null
  readonly basis: Basis | null
  readonly asked: 'validators' | 'strangers' | null
  readonly sort: EventSort
  readonly reverse: boolean
  /** From 1. */
  readonly page: number
}

export const PAGE_SIZE = 50
const LONGEST_SEARCH = 200
const LAST_PAGE = 1_000_000

export const STATES: readonly EventState[] = ['live', 'ended', 'resolved']
export const BASES: readonly Basis[] = ['model', 'market', 'prior']
export const SORTS: readonly EventSort[] = ['new', 'forecast', 'cutoff', 'probability', 'market-gap']
const ASKED = ['validators', 'strangers'] as const

/** Reads the filter of an address; what makes no sense is as if it were not there. */
export function readEventFilter(query: URLSearchParams): EventFilter {
  return {
    search: (query.get('search') ?? '').trim().slice(0, LONGEST_SEARCH),
    state: oneOf(STATES, query.get('state')),
    marketType: query.get('type') || null,
    basis: oneOf(BASES, query.get('basis')),
    asked: oneOf(ASKED, query.get('asked')),
    sort: oneOf(SORTS, query.get('sort')) ?? 'new',
    reverse: query.get('reverse') === '1',
    page: readPage(query.get('page')),
  }
}

/** A page's number from an address; 1 where it is none. */
export function readPage(text: string | null): number {
  const page = Number(text)
  return Number.isInteger(page) && page >= 1 ? Math.min(page, LAST_PAGE) : 1
}

/** The address that shows this. */
export function eventsHref(filter: EventFilter): string {
  const { search, state, marketType, basis, asked, sort, reverse, page } = filter
  const query = new URLSearchParams({
    ...(search && { search }),
    ...(state && { state }),
    ...(marketType && { type: marketType }),
    ...(basis && { basis }),
    ...(asked && { asked }),
    ...(sort !== 'new' && { sort }),
    ...(reverse && { reverse: '1' }),
    ...(page > 1 && { page: String(page) }),
  }).toString()
  return query === '' ? '/events' : `/events?${query}`
}

/** What the store is asked for it. */
export function eventQuery(filter: EventFilter, nowMs: number): EventQuery {
  const { search, state, marketType, basis, asked, sort, reverse, page } = filter
  return {
    nowMs,
    ...(search && { search }),
    ...(state && { state }),
    ...(marketType && { marketType }),
    ...(basis && { basis }),
    ...(asked && { payable: asked === 'validators' }),
    sort,
    reverse,
    offset: (page - 1) * PAGE_SIZE,
    limit: PAGE_SIZE,
  }
}

function oneOf<T extends string>(values: readonly T[], text: string | null): T | null {
  return values.find((value) => value === text) ?? null
}
