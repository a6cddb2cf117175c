// Serves a GGUF model as an OpenAI-compatible endpoint on loopback: node serve.mjs <model.gguf>
// Runs in a folder where node-llama-cpp is installed; prints {"baseUrl": ...} when it listens. One call at a time.
import { createServer } from 'node:http'
import { cpus } from 'node:os'
import { getLlama, LlamaChatSession } from 'node-llama-cpp'

const CONTEXT_TOKENS = 4_096
const MAX_ANSWER_TOKENS = 400
const MAX_TEXT = 240

// Never built here, and no graphics card: what npm delivers is what runs.
const llama = await getLlama({ build: 'never', gpu: false, logLevel: 'error', maxThreads: cpus().length })
const model = await llama.loadModel({ modelPath: process.argv[2] })
const context = await model.createContext({ contextSize: CONTEXT_TOKENS })
const sequence = context.getSequence()

/** A small model keeps to JSON only where it cannot do otherwise: the object that the prompt shows becomes the grammar. */
function schemaOf(system) {
  for (const line of system.split('\n').toReversed()) {
    if (!line.startsWith('{')) continue
    try {
      return schemaLike(JSON.parse(line))
    } catch {
      // A line that only begins like an example.
    }
  }
  return { type: 'object' }
}

function schemaLike(example) {
  if (Array.isArray(example))
    return { type: 'array', items: schemaLike(example[0]), minItems: 1, maxItems: 2 }
  if (typeof example === 'number') return { type: 'number' }
  if (typeof example === 'string') return { type: 'string', maxLength: MAX_TEXT }
  const entries = Object.entries(example).map(([key, value]) => [key, schemaLike(value)])
  return { type: 'object', properties: Object.fromEntries(entries) }
}

async function answer({ messages, max_tokens = MAX_ANSWER_TOKENS, temperature = 1, seed }) {
  const system = messages.find(({ role }) => role === 'system')?.content ?? ''
  const user = messages.filter(({ role }) => role !== 'system').map(({ content }) => content)
  await sequence.clearHistory()
  const before = sequence.tokenMeter.getState()
  const session = new LlamaChatSession({ contextSequence: sequence, systemPrompt: system })
  const { responseText, stopReason } = await session.promptWithMeta(user.join('\n\n'), {
    grammar: await llama.createGrammarForJsonSchema(schemaOf(system)),
    maxTokens: Math.min(max_tokens, MAX_ANSWER_TOKENS),
    temperature,
    seed,
  })
  session.dispose({ disposeSequence: false })
  const used = sequence.tokenMeter.diff(before)
  return {
    text: responseText,
    cutOff: stopReason === 'maxTokens',
    input: used.usedInputTokens,
    output: used.usedOutputTokens,
  }
}

let line = Promise.resolve()

const server = createServer(async (request, response) => {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  const turn = line.then(() => answer(JSON.parse(Buffer.concat(chunks).toString())))
  line = turn.catch(() => {})
  try {
    const { text, cutOff, input, output } = await turn
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(
      JSON.stringify({
        object: 'chat.completion',
        choices: [
          {
            index: 0,
            finish_reason: cutOff ? 'length' : 'stop',
            message: { role: 'assistant', content: text },
          },
        ],
        usage: { prompt_tokens: input, completion_tokens: output, total_tokens: input + output },
      }),
    )
  } catch (error) {
    console.error(error)
    response.writeHead(500).end()
  }
})
server.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ baseUrl: `http://127.0.0.1:${server.address().port}/v1` }))
})
