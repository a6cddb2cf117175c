import type { OpenProvider } from '../connection/connection.ts'

/** The same provider, except that `before` is called with each request, just before the node hears of it. */
export function onRequest(
  openProvider: OpenProvider,
  before: (method: string, params: readonly unknown[]) => void | Promise<void>,
): OpenProvider {
  return (endpoint) => {
    const provider = openProvider(endpoint)
    const send = async (method: string, params: unknown[]) => {
      const held = before(method, params)
      if (held !== undefined) await held
      return provider.send(method, params)
    }
    return new Proxy(provider, {
      get(target, name) {
        if (name === 'send') return send
        const value = Reflect.get(target, name, target)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
  }
}
