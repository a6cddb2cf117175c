import { IgError } from '@ig/errors'
import { expect, test } from 'vitest'
import { withPlaceToLook } from './send.ts'

const look = {
  what: 'the registration',
  commands: ['wallet overview --netuid 2', 'wallet balance'],
}

test('an open outcome comes with what to look at', () => {
  const error = new IgError({
    code: 'E_CHAIN_UNKNOWN_OUTCOME',
    message: 'Unknown.',
    values: { extrinsicHash: '0x01' },
    hint: 'Look at the chain.',
  })
  expect(withPlaceToLook(error, look)).toMatchInlineSnapshot(
    `[IgError: It is not known whether the registration is on the chain: it was on its way. (extrinsicHash: "0x01") Before you do it again, look: \`pnpm miner wallet overview --netuid 2\`, \`pnpm miner wallet balance\`. Look at the chain.]`,
  )
  expect(withPlaceToLook(error, look)).toMatchObject({ code: 'E_CHAIN_UNKNOWN_OUTCOME', cause: error })
})

test('an error that leaves nothing open stays as it is', () => {
  const refused = new IgError({ code: 'E_CHAIN_REFUSED', message: 'No.' })
  expect(withPlaceToLook(refused, look)).toBe(refused)
})
