import { hasModel } from '../strategy/model-choices.ts'
import { tryModel } from './try-service.ts'
import type { Wizard } from './wizard.ts'

const CAP = 'budget.max_cost_usd_per_day'
const MODEL = 'models.reason'

/** Settles which model reasons and what a day may cost, in one question where both are as people want them. */
export async function settleBudget(wizard: Wizard): Promise<void> {
  const { forecaster } = wizard.context.settings
  if (!hasModel(wizard.context.settings) || forecaster === 'market') return
  const areGiven = wizard.isGiven(CAP) && wizard.isGiven(MODEL)
  if (!wizard.unattended && !areGiven && !isFree(wizard)) await askUntilRight(wizard)
  const { settings } = wizard.context
  wizard.keep({ [MODEL]: settings[MODEL], [CAP]: settings[CAP] })
  wizard.say(`✓ forecasts: by ${settings[MODEL]}, for at most ${settings[CAP]} USD a day`)
}

/** A model whose price is said to be nothing needs no limit. */
function isFree({ context }: Wizard): boolean {
  const { settings } = context
  return (settings['models.prices'] ?? []).includes(`${settings[MODEL]}=0/0`)
}

async function askUntilRight(wizard: Wizard): Promise<void> {
  for (;;) {
    const { settings } = wizard.context
    const choice = await wizard.prompter.select({
      message: `Forecasts by ${settings[MODEL]}, for at most ${settings[CAP]} USD a day?`,
      flag: `--${MODEL} NAME and --${CAP} USD`,
      options: [
        { value: 'yes' },
        { value: 'model', label: 'another model' },
        { value: 'cap', label: 'another limit' },
      ],
    })
    if (choice === 'yes') return
    await (choice === 'model' ? askModel(wizard) : askCap(wizard))
  }
}

async function askModel(wizard: Wizard): Promise<void> {
  const answer = await wizard.prompter.text({
    message: 'The name of the model (anthropic:NAME for Anthropic)',
    flag: `--${MODEL} NAME`,
    initial: wizard.context.settings[MODEL],
  })
  const name = answer.trim()
  const check = await tryModel(wizard, { ...wizard.context.settings, [MODEL]: name })
  wizard.tell(check)
  if (check.state === 'fail') wizard.takeBack(check)
  else wizard.keep({ [MODEL]: name })
}

async function askCap(wizard: Wizard): Promise<void> {
  const answer = await wizard.prompter.text({
    message: 'US dollars a day at most (UTC); 0 asks no model',
    flag: `--${CAP} USD`,
    initial: String(wizard.context.settings[CAP]),
    validate: (text) =>
      /^\d{1,6}(\.\d{1,6})?$/.test(text.trim()) ? undefined : 'A number of US dollars, as 2 or 0.50.',
  })
  wizard.keep({ [CAP]: Number(answer) })
}
