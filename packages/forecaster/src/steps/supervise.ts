import { logitSpread } from '../aggregate/logit-spread.ts'
import { askModel } from '../answers/ask-model.ts'
import { readAnswer } from '../answers/read-answer.ts'
import { SUPERVISE_SHAPE, supervisePrompt } from '../prompts/supervise-prompt.ts'
import { stage } from './stage.ts'

/** Samples whose logits spread by more disagree: 0.27 and 0.73 around an even chance. */
const MAX_SPREAD = 1

/** Asks for a last word where samples disagree. A re-forecast has too few of them for that. */
export function supervise(isOn: boolean) {
  return stage('supervise', async (state, run, config) => {
    const spread = logitSpread(state.samples.map(({ probability }) => probability))
    if (!isOn || state.question.earlier || spread <= MAX_SPREAD) return state
    const model = await run.openModel('supervise')
    if (model === null) return state
    const ask = {
      model,
      role: 'supervise',
      stage: 'supervise',
      seed: 1,
      messages: supervisePrompt(state),
      shape: SUPERVISE_SHAPE,
      read: readAnswer,
    } as const
    return { ...state, verdict: await askModel(ask, run, config) }
  })
}
