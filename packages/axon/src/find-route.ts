import type { AxonRequest } from './axon-request.ts'
import type { AxonSynapse } from './axon-synapse.ts'
import { type Refusal, refuse } from './refusal.ts'

export type Routes = ReadonlyMap<string, AxonSynapse>

const SAFE_NAME = /^\w{0,64}$/

/** The synapse that a request asks for, by its path. GET is answered like POST, as the Python axon does. */
export function findRoute(routes: Routes, { method, target }: AxonRequest): AxonSynapse | Refusal {
  const query = target.indexOf('?')
  const path = query === -1 ? target : target.slice(0, query)
  const route = routes.get(path.slice(1))
  if (route && path.startsWith('/')) {
    if (method === 'POST' || method === 'GET') return route
    return { ...refuse(405, 'Method Not Allowed'), headers: ['allow', 'GET, POST'] }
  }
  const [name = '', ...rest] = path.slice(1).split('/')
  if (routes.has(name)) {
    // Only a name of our own goes into the header.
    if (rest.length === 1 && rest[0] === '') {
      return { ...refuse(307, 'Temporary Redirect'), headers: ['location', `/${name}`] }
    }
    return refuse(404, 'Not Found')
  }
  const shown = SAFE_NAME.test(name) ? name : '?'
  const available = [...routes.keys()].map((known) => `'${known}'`).join(', ')
  return refuse(404, `Synapse name '${shown}' not found. Available synapses [${available}]`)
}
