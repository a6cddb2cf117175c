import type { CallPlan, ForecastCaps } from './allowance.ts'
import type { Forecast } from './forecast.ts'
import type { ForecastRun } from './forecast-run.ts'
import { choicesFor, type ForecasterOptions } from './forecaster-options.ts'
import type { ModelRole } from './models/model-role.ts'
import { isChatModel, type ModelChoice, modelName } from './models/model-settings.ts'
import { type OpenedModel, openModel } from './models/open-model.ts'
import type { Preset } from './presets.ts'
import type { StageName } from './steps/forecast-state.ts'

/** A model is opened at its first use and shared by all forecasts, with what is known of its limits. */
export function openModels(
  options: ForecasterOptions,
  { caps }: Preset,
): Pick<ForecastRun, 'openModel' | 'openReasoners'> {
  const opened = new Map<ModelChoice, Promise<OpenedModel>>()
  const open = (choice: ModelChoice): Promise<OpenedModel> => {
    const found = opened.get(choice)
    if (found) return found
    const opening = openModel(withinCap(choice, caps), options.prices)
    opened.set(choice, opening)
    return opening
  }
  return {
    async openModel(role) {
      const [choice] = choicesFor(options, role)
      return choice === undefined ? null : open(choice)
    },
    openReasoners: () => Promise.all(choicesFor(options, 'reason').map(open)),
  }
}

/** The most that a model may answer by default. */
const LONGEST_DEFAULT = 16_384

/** A model that was handed in is its owner's to limit. */
function withinCap(choice: ModelChoice, { maxOutputTokensPerCall }: ForecastCaps): ModelChoice {
  if (isChatModel(choice) || (choice.maxOutputTokens ?? LONGEST_DEFAULT) <= maxOutputTokensPerCall)
    return choice
  return { ...choice, maxOutputTokens: maxOutputTokensPerCall }
}

const STAGE_OF: Readonly<Record<ModelRole, StageName>> = {
  query: 'queries',
  rate: 'rate',
  summarise: 'summarise',
  reason: 'reason',
  supervise: 'supervise',
}

/** The models of the roles that the plan has calls for. */
export function namesByRole(options: ForecasterOptions, plan: CallPlan): Forecast['models'] {
  return Object.fromEntries(
    (Object.keys(STAGE_OF) as ModelRole[]).flatMap((role) => {
      const names = choicesFor(options, role).map(modelName)
      return names.length > 0 && (plan[STAGE_OF[role]] ?? 0) > 0 ? [[role, names.join(', ')]] : []
    }),
  )
}
