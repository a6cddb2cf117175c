import { askModel } from '../answers/ask-model.ts'
import { readAnswer } from '../answers/read-answer.ts'
import { OUTSIDE_SHAPE, outsidePrompt } from '../prompts/outside-prompt.ts'
import { stage } from './stage.ts'

/**
 * Adds the base rate as a model sees it before any article is read: an anchor for the reasoning, and what the
 * guard-rail compares with. With an earlier belief there is an anchor already.
 */
export function takeOutsideView(isOn: boolean) {
  return stage('outside', async (state, run, config) => {
    const model = isOn && !state.question.earlier ? await run.openModel('reason') : null
    if (model === null) return state
    const ask = {
      model,
      role: 'reason',
      stage: 'outside',
      seed: 1,
      messages: outsidePrompt(state.question),
      shape: OUTSIDE_SHAPE,
      read: readAnswer,
    } as const
    return { ...state, outside: await askModel(ask, run, config) }
  })
}
