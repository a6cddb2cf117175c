import type { CallbackHandlerMethods } from '@langchain/core/callbacks/base'

/**
 * A callback handler that does nothing under the tracer's name. LangChain adds its tracer where a variable such as
 * LANGSMITH_TRACING happens to be set, unless one of that name is there already; questions and reasons go to a
 * third party only when asked for. A tracer that a caller hands in goes before it.
 */
export const untraced: CallbackHandlerMethods & {
  readonly name: string
  updateFromRunTree(): void
  getRunTreeWithTracingConfig(): object
} = {
  name: 'langchain_tracer',
  updateFromRunTree() {},
  // Where the process keeps LangChain's context, this is what nested runnables find there: no tracing.
  getRunTreeWithTracingConfig: () => ({ tracingEnabled: false }),
}
