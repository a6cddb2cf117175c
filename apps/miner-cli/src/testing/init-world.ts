import { join } from 'node:path'
import { startScriptedModelServer } from '@ig/forecaster/testing'
import {
  type InMemoryChain,
  type InMemoryChainOptions,
  SUBNET_OWNER_COLDKEY,
} from '@ig/subtensor-client/testing'
import { onTestFinished } from 'vitest'
import { openTestChain } from './open-test-chain.ts'
import { runInProcess } from './run-in-process.ts'
import { temporaryFolder } from './spawn-miner.ts'
import { typeInProcess } from './type-in-process.ts'
import type { Answer } from './type-into-terminal.ts'

/** A chain whose development account has TAO, and a home with nothing in it. */
export const openInitWorld = async (options: InMemoryChainOptions = {}) => {
  const home = temporaryFolder()
  const fund = [{ ss58: SUBNET_OWNER_COLDKEY, tao: 1_000 }]
  const { chain, endpoint } = await openTestChain({ ...options, fund })
  const words = (text: string) => ['init', ...text.split(' ').filter(Boolean)]
  return {
    home,
    chain,
    endpoint,
    file: join(home, 'ig.toml'),
    wallets: join(home, '.bittensor', 'wallets'),
    run: (text: string, env?: Readonly<Record<string, string>>) =>
      runInProcess(words(text), { home, ...(env && { env }) }),
    type: (text: string, answers: readonly Answer[]) => typeInProcess(words(text), answers, { home }),
  }
}

/** A model that answers, or refuses the key. */
export async function openModel(status = 200) {
  const model = await startScriptedModelServer(() => (status === 200 ? { content: 'yes' } : { status }))
  onTestFinished(() => model.close())
  return model.baseUrl
}

/** Subnet 6, of which the subnet's notice warns. */
export function openSubnetSix(chain: InMemoryChain): void {
  for (const item of ['NetworksAdded', 'NetworkRegistrationAllowed']) {
    chain.setStorage(`SubtensorModule.${item}`, [6], true)
  }
  chain.setStorage('SubtensorModule.MaxAllowedUids', [6], 256)
  chain.setStorage('SubtensorModule.TotalNetworks', [], 7)
}
