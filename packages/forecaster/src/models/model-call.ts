import type { RunnableConfig } from '@langchain/core/runnables'
import type { PromptMessage } from '../prompts/prompt-message.ts'
import type { StageName } from '../steps/forecast-state.ts'
import type { ModelRole } from './model-role.ts'
import type { OpenedModel } from './open-model.ts'

/** One call of a model, as a stage wants it made. */
export interface ModelCall {
  readonly model: OpenedModel
  readonly role: ModelRole
  /** Whose share of the forecast's calls it takes. */
  readonly stage: StageName
  /** Made because an answer could not be read. */
  readonly isRepair: boolean
  readonly messages: readonly PromptMessage[]
  readonly seed: number
  readonly config: RunnableConfig
}
