/** What a scripted venue answers: JSON, a status, or raw text. */
export type Scripted = { readonly json: unknown } | { readonly status: number } | { readonly text: string }

/** A `fetch` that answers by path, and notes what it was asked. */
export function scriptedFetch(answer: (url: URL, init: RequestInit) => Scripted): {
  readonly fetch: typeof fetch
  readonly asked: URL[]
} {
  const asked: URL[] = []
  const scripted = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(String(input))
    asked.push(url)
    const given = answer(url, init)
    if ('status' in given) return new Response('', { status: given.status })
    return new Response('text' in given ? given.text : JSON.stringify(given.json))
  }
  return { fetch: scripted as typeof fetch, asked }
}
