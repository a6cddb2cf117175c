import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { findRealChain } from './find-chopsticks.ts'
import { startRealChain } from './start-real-chain.ts'

function folderWithChopsticks(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ig-chopsticks-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'node_modules', '@acala-network', 'chopsticks'), { recursive: true })
  return folder
}

test('finds Chopsticks where CHOP_DIR says, else in the cache of the peers', () => {
  const folder = folderWithChopsticks()
  expect(findRealChain({ SUBTENSOR_CHAINSPEC: 'spec.json', CHOP_DIR: folder })).toEqual({
    chainSpec: 'spec.json',
    chopsticks: folder,
  })
  expect(findRealChain({ SUBTENSOR_CHAINSPEC: 'spec.json', IG_PEERS_HOME: '/nowhere' })).toBe(
    'there is no Chopsticks in /nowhere/chopsticks-1.0.5',
  )
})

test('says what is missing, and starts nothing', async () => {
  expect(findRealChain({})).toBe('SUBTENSOR_CHAINSPEC is not set')
  expect(await startRealChain({}, {})).toBe(null)
  expect(await startRealChain({}, { SUBTENSOR_CHAINSPEC: 'spec.json', CHOP_DIR: '/nowhere' })).toBe(null)
})

test('fails where the real chain is required, and Chopsticks is not there', async () => {
  const env = { SUBTENSOR_CHAINSPEC: 'spec.json', CHOP_DIR: '/nowhere', IG_REQUIRE_PEERS: '1' }
  await expect(startRealChain({}, env)).rejects.toThrow('there is no Chopsticks in /nowhere')
})
