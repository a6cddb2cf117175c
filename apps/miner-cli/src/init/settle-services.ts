import type { CheckResult } from '../checks/check-result.ts'
import type { KEYED_NEWS_PROVIDERS } from '../settings/news-settings.ts'
import type { Settings } from '../settings/settings-table.ts'
import { hasModel } from '../strategy/model-choices.ts'
import { askServer } from './ask-server.ts'
import { OPENAI, SERVICES, type Service } from './services.ts'
import { askAfterFailure, isUntried, tryModel, untried } from './try-service.ts'
import { isVariable, type Wizard } from './wizard.ts'

const ANTHROPIC_MODEL = 'anthropic:claude-haiku-4-5'

/**
 * Settles who is asked with a key: models and providers of news. Each key is tried once, those that were there already
 * included; people may type one again, keep it as it is, or go on without.
 */
export async function settleServices(wizard: Wizard): Promise<void> {
  for (const service of SERVICES.filter((one) => one.name !== 'server' && isThere(wizard, one))) {
    await tryGiven(wizard, service)
  }
  const { settings } = wizard.context
  if (settings['openai.api_key'] === null && settings['openai.base_url'] !== null) {
    await tryGiven(wizard, OPENAI)
  }
  if (wizard.unattended || hasModel(wizard.context.settings) || needsNoModel(wizard))
    return sayWhoAnswers(wizard)
  const chosen = await wizard.prompter.several({
    message:
      'What do you have a key for? Space chooses, Enter goes on. With none, markets and priors answer, for free.',
    flag: 'keys by the environment, as OPENAI_API_KEY',
    options: SERVICES.filter((service) => !isThere(wizard, service)).map(({ name, label, hint }) => ({
      value: name,
      label,
      ...(hint && { hint }),
    })),
  })
  for (const service of SERVICES.filter(({ name }) => chosen.includes(name))) {
    if (service.name === 'server') await askServer(wizard)
    else await askKey(wizard, service)
  }
  sayWhoAnswers(wizard)
}

/** Tries a key that was there already, and lets people put another in its place where it can be: in the file. */
async function tryGiven(wizard: Wizard, service: Service): Promise<void> {
  const check = await tryKey(wizard, service, {})
  wizard.tell(check)
  const model = modelOfService(wizard, service)
  // A key of Anthropic alone would be of no use to a model of OpenAI's.
  if (check.state !== 'fail' && !hasModel(wizard.context.settings) && hasEntries(model)) wizard.keep(model)
  if (check.state !== 'fail' || wizard.unattended) return
  const source = wizard.sourceOf(service.keySetting)
  if (isVariable(source)) return wizard.say(`  It comes from ${source}: correct it there.`)
  if ((await askAfterFailure(wizard, service.label)) !== 'again') return
  wizard.takeBack(check)
  await askKey(wizard, service)
}

/** Markets, or a file of one's own, was named as who forecasts. */
function needsNoModel({ context, isGiven }: Wizard): boolean {
  return isGiven('forecaster') && !['auto', 'llm'].includes(context.settings.forecaster)
}

function isThere({ context }: Wizard, { keySetting }: Service): boolean {
  return context.settings[keySetting] !== null
}

async function askKey(wizard: Wizard, service: Service): Promise<void> {
  const { prompter } = wizard
  for (;;) {
    const key = await prompter.password({
      message: `The key of ${service.label}`,
      flag: `it by ${service.variable} or ${service.variable}_FILE`,
    })
    const changes = { [service.keySetting]: key.trim(), ...modelOfService(wizard, service) }
    const check = await tryKey(wizard, service, changes)
    wizard.tell(check)
    const next = check.state === 'fail' ? await askAfterFailure(wizard, service.label) : 'keep'
    if (next === 'keep') wizard.keep(changes)
    else wizard.takeBack(check)
    if (next !== 'again') return
  }
}

/** Anthropic's models are named so; OpenAI's is the default. */
function modelOfService(wizard: Wizard, { name }: Service): Partial<Record<keyof Settings, string>> {
  return name === 'anthropic' && !wizard.isGiven('models.reason') ? { 'models.reason': ANTHROPIC_MODEL } : {}
}

function hasEntries(changes: object): boolean {
  return Object.keys(changes).length > 0
}

async function tryKey(wizard: Wizard, service: Service, changes: object): Promise<CheckResult> {
  const settings = { ...wizard.context.settings, ...changes }
  if (service.kind === 'model') {
    const isAnthropic = settings['models.reason'].startsWith('anthropic:')
    const name = service.name === 'anthropic' && !isAnthropic ? ANTHROPIC_MODEL : undefined
    return tryModel(wizard, settings, name)
  }
  if (isUntried(wizard)) return untried(service.label)
  const { checkNewsProvider } = await import('../checks/check-news-provider.ts')
  return wizard.prompter.withSpinner(`Trying ${service.label}`, (signal) =>
    checkNewsProvider(service.name as (typeof KEYED_NEWS_PROVIDERS)[number], settings, { signal }),
  )
}

function sayWhoAnswers({ context, say }: Wizard): void {
  if (!hasModel(context.settings))
    say('✓ forecasts: by markets and priors, for free; a key changes that at any time')
}
