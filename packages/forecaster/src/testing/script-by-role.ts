import type { ScriptedAnswer, ScriptedRequest } from './scripted-model-server.ts'

/** What a call of the forecaster is for; the outside view and the repairs of each are told apart from samples. */
export type ScriptedRole = 'queries' | 'rate' | 'summarise' | 'outside' | 'reason' | 'supervise'

/** The key that only this role's answer is asked for. */
const MARKS: readonly (readonly [ScriptedRole, string])[] = [
  ['queries', '"queries"'],
  ['rate', '"ratings"'],
  ['summarise', '"summaries"'],
  ['supervise', '"crux"'],
  ['reason', '"against"'],
  ['outside', '"probability"'],
]

/** What the forecaster wants of a model by this request, told by the shape of the answer that it asks for. */
export function scriptedRole({ body }: Pick<ScriptedRequest, 'body'>): ScriptedRole {
  const system = body.messages.find(({ role }) => role === 'system')?.content ?? ''
  return MARKS.find(([, mark]) => system.includes(mark))?.[0] ?? 'reason'
}

type Script =
  | ScriptedAnswer
  | ((request: ScriptedRequest, index: number) => ScriptedAnswer | Promise<ScriptedAnswer>)

const json = (value: unknown) => ({ content: JSON.stringify(value) })
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

/** How many articles a prompt shows. */
function countArticles({ body }: ScriptedRequest): number {
  return body.messages
    .map(({ content }) => content.match(/⟦article \d+, /g)?.length ?? 0)
    .reduce((a, b) => a + b, 0)
}

/** What a sensible model would say: every article is relevant, every chance is 0.6. */
const SENSIBLE: Readonly<Record<ScriptedRole, (request: ScriptedRequest) => ScriptedAnswer>> = {
  queries: () =>
    json({ subquestions: ['Who decides?'], queries: ['latest on the matter', 'doubts about it'] }),
  rate: (request) =>
    json({ ratings: upTo(countArticles(request)).map((article) => ({ article, rating: 5 })) }),
  summarise: (request) =>
    json({
      summaries: upTo(countArticles(request)).map((article) => ({
        article,
        summary: `Notes on ${article}.`,
      })),
    }),
  outside: () => json({ reasoning: 'Such things are rare.', probability: 0.4 }),
  reason: () =>
    json({
      for: ['It is under way [1].'],
      against: ['Time is short.'],
      reasoning: 'So [1] says.',
      probability: 0.6,
    }),
  supervise: () => json({ crux: 'Time.', reasoning: 'There is enough of it.', probability: 0.6 }),
}

/**
 * A script for `startScriptedModelServer` by what the forecaster wants; roles that are not named get a sensible answer.
 *
 * @example
 * const server = await startScriptedModelServer(scriptByRole({ rate: { content: 'no JSON' } }))
 */
export function scriptByRole(
  scripts: Partial<Record<ScriptedRole, Script>> = {},
): (request: ScriptedRequest, index: number) => ScriptedAnswer | Promise<ScriptedAnswer> {
  return (request, index) => {
    const role = scriptedRole(request)
    const script = scripts[role] ?? SENSIBLE[role]
    return typeof script === 'function' ? script(request, index) : script
  }
}
