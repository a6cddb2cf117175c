import type { Notice } from '../notices/notice.ts'

/** A notice that could be sent. */
export function noticeForTest(given: Partial<Notice> = {}): Notice {
  return {
    kind: 'trouble',
    rule: 'chain',
    key: 'chain',
    severity: 'warning',
    title: 'The chain is stale',
    text: 'No new block for 12 minutes.',
    at: '2026-01-01T00:00:00.000Z',
    since: null,
    miner: { network: 'finney', netuid: 6, hotkey: '5GrwvaEF', uid: 7 },
    ...given,
  }
}
