import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { ApiPromise } from '@polkadot/api'
import type { Link } from '../connection/link.ts'
import { openApi } from '../connection/open-api.ts'

/** Which runtime, on which chain. */
export interface OfflineRuntime {
  readonly specVersion: number
  readonly transactionVersion: number
  readonly genesisHash: string
}

const vectors = fileURLToPath(new URL('../../vectors', import.meta.url))
const opened = new Map<string, Promise<ApiPromise>>()

/** The API of a runtime whose metadata is in `vectors/`, without a node; what asks the chain fails. */
export function offlineApi(runtime: OfflineRuntime): Promise<ApiPromise> {
  const key = JSON.stringify(runtime, ['specVersion', 'transactionVersion', 'genesisHash'])
  const api = opened.get(key) ?? openOfflineApi(runtime)
  opened.set(key, api)
  return api
}

function openOfflineApi({
  specVersion,
  transactionVersion,
  genesisHash,
}: OfflineRuntime): Promise<ApiPromise> {
  const file = readdirSync(vectors).find(
    (name) => /^metadata_v1[56]_/.test(name) && name.includes(`_${specVersion}_`),
  )
  if (file === undefined) throw new Error(`no metadata of spec ${specVersion} in ${vectors}`)
  const answers: Readonly<Record<string, unknown>> = {
    state_getMetadata: readFileSync(`${vectors}/${file}`, 'utf8').trim(),
    system_chain: 'Development',
    system_properties: { ss58Format: 42, tokenDecimals: 9, tokenSymbol: 'TAO' },
    rpc_methods: { methods: [] },
  }
  const link: Pick<Link, 'genesisHash' | 'runtime' | 'request'> = {
    genesisHash,
    runtime: { ...UNVERSIONED, specVersion, transactionVersion },
    request: async <T>(method: string) => {
      if (method in answers) return answers[method] as T
      throw Object.assign(new Error(`-32601: ${method}`), { code: -32601 })
    },
  }
  return openApi(link as Link, () => link as Link)
}

const UNVERSIONED = {
  specName: 'node-subtensor',
  implName: 'node-subtensor',
  authoringVersion: 1,
  implVersion: 1,
  apis: [],
  stateVersion: 1,
}
