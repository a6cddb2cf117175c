import { expect, test } from 'vitest'
import { noticeBeforePaying, subnetNotice } from './subnet-notice.ts'

test.each([6, 155])('netuid %i has a notice, which a miner on a local chain is spared', (netuid) => {
  expect(noticeBeforePaying(netuid)?.join('\n')).toContain(`subnet ${netuid} no longer asks`)
  expect(subnetNotice(netuid, { isLocal: false })).toEqual(noticeBeforePaying(netuid))
  expect(subnetNotice(netuid, { isLocal: true })).toBeNull()
})

test.each([0, 1, 8, 66])('netuid %i has none', (netuid) => {
  expect(noticeBeforePaying(netuid)).toBeNull()
  expect(subnetNotice(netuid, { isLocal: false })).toBeNull()
})
