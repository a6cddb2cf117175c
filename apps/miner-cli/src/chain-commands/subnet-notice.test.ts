import { expect, test } from 'vitest'
import { subnetNotice } from './subnet-notice.ts'

test.each([6, 155])('netuid %i has a notice off local networks', (netuid) => {
  expect(subnetNotice(netuid, { isLocal: false })?.join('\n')).toContain(`subnet ${netuid} no longer asks`)
  expect(subnetNotice(netuid, { isLocal: true })).toBeNull()
})

test.each([0, 1, 8, 66])('netuid %i has none', (netuid) => {
  expect(subnetNotice(netuid, { isLocal: false })).toBeNull()
})
