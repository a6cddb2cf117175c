import type { CheckResult } from '../checks/check-result.ts'
import type { Settings } from '../settings/settings-table.ts'
import type { Wizard } from './wizard.ts'

/** Asks a model for one token. The clients of models are loaded here, where one is asked. */
export async function tryModel(wizard: Wizard, settings: Settings, name?: string): Promise<CheckResult> {
  if (isUntried(wizard)) return untried(`model ${name ?? settings['models.reason']}`)
  const { checkModel } = await import('../checks/check-model.ts')
  return wizard.prompter.withSpinner(`Trying ${name ?? settings['models.reason']}`, (signal) =>
    checkModel(settings, { signal, ...(name !== undefined && { name }) }),
  )
}

/** Whether nothing is to be tried. */
export function isUntried({ context }: Wizard): boolean {
  return context.flags.get('no-try') === true
}

/** The row of what was not tried. */
export function untried(name: string): CheckResult {
  return { name, state: 'skip', seen: 'not tried, as --no-try says', mend: null }
}

/** What to do with something that did not answer as it should. */
export function askAfterFailure({ prompter }: Wizard, what: string): Promise<string> {
  return prompter.select({
    message: `${what} did not answer as it should`,
    flag: '--no-try to keep what is given',
    options: [
      { value: 'again', label: 'type it again' },
      { value: 'keep', label: 'keep it as it is' },
      { value: 'without', label: 'go on without it' },
    ],
  })
}
