import { IgError } from '@ig/errors'
import { ROOT_CONTEXT, type Span, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api'
import type { ForecastHappening } from '../miner/happenings.ts'

interface OpenTrace {
  readonly root: Span
  readonly stages: Map<string, Span>
}

type HappeningOf<Kind extends ForecastHappening['kind']> = Extract<ForecastHappening, { readonly kind: Kind }>

/** A strategy that never ends, left behind by the engine at its deadline, must not fill memory. */
const MOST_OPEN = 1_000

/**
 * Makes a trace of each forecast: a span for the whole, and one for each stage. Spans hold ids, counts and error codes;
 * no text of a question, an article or an answer, unless questions are asked for.
 */
export function traceForecasts(
  tracer: Tracer,
  { withQuestions }: { readonly withQuestions: boolean },
): (happening: ForecastHappening) => void {
  const open = new Map<number, OpenTrace>()

  function begin({ run, eventKey, atMs, strategy, question }: HappeningOf<'begun'>): void {
    const attributes = {
      'ig.event.key': eventKey,
      'ig.strategy': strategy,
      ...(withQuestions && { 'ig.question': question }),
    }
    open.set(run, {
      root: tracer.startSpan('forecast', { startTime: atMs, attributes }, ROOT_CONTEXT),
      stages: new Map(),
    })
    const [oldest] = open.keys()
    if (open.size > MOST_OPEN && oldest !== undefined) end(oldest, atMs)
  }

  function showStage({ run, atMs, stage }: HappeningOf<'stage'>): void {
    const { root, stages } = open.get(run) ?? {}
    if (root === undefined || stages === undefined) return
    const { stage: name, status, queries, articles, samples, added } = stage
    if (status === 'started') {
      stages.set(name, tracer.startSpan(name, { startTime: atMs }, trace.setSpan(ROOT_CONTEXT, root)))
      return
    }
    const span = stages.get(name)
    stages.delete(name)
    span?.setAttributes({
      'ig.queries': queries,
      'ig.articles': articles,
      'ig.samples': samples,
      'ig.added': added,
    })
    span?.end(atMs)
  }

  function made({ run, atMs, forecast }: HappeningOf<'made'>): void {
    const { basis, confidence, usage } = forecast
    open.get(run)?.root.setAttributes({
      'ig.forecast.basis': basis,
      'ig.forecast.confidence': confidence,
      'ig.model.calls': usage.llmCalls,
      'ig.model.input_tokens': usage.inputTokens,
      'ig.model.output_tokens': usage.outputTokens,
      'ig.news.calls': usage.newsCalls,
      'ig.cost_usd': usage.costUsd,
    })
    end(run, atMs)
  }

  function failed({ run, atMs, error }: HappeningOf<'failed'>): void {
    // Its message may hold what somebody else wrote.
    const code = IgError.isInstance(error) ? error.code : 'unknown'
    const root = open.get(run)?.root
    root?.setAttribute('error.type', code)
    root?.setStatus({ code: SpanStatusCode.ERROR })
    end(run, atMs)
  }

  function end(run: number, atMs: number): void {
    const traced = open.get(run)
    open.delete(run)
    for (const span of traced?.stages.values() ?? []) span.end(atMs)
    traced?.root.end(atMs)
  }

  return (happening) => {
    if (happening.kind === 'begun') begin(happening)
    else if (happening.kind === 'stage') showStage(happening)
    else if (happening.kind === 'made') made(happening)
    else failed(happening)
  }
}
