import { existsSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'
import { IgError } from '@ig/errors'
import { parseStrategyModule } from '@ig/forecaster/strategy'
import type { ChosenForecaster } from './chosen-forecaster.ts'

/**
 * Loads a strategy from one file, TypeScript or JavaScript: its default export. It runs for the events of every known
 * caller; `context.reserve` refuses it money for those of strangers. One that spends in a way of its own says
 * `export const paid = true`, and runs for payable events only.
 *
 * @throws IgError E_STRATEGY_FILE where there is no file or it does not load, E_STRATEGY_MODULE where its default
 * export is no strategy.
 */
export async function loadStrategyFile(path: string): Promise<ChosenForecaster> {
  if (!existsSync(path)) {
    throw new IgError({
      code: 'E_STRATEGY_FILE',
      message: 'There is no such file of a strategy.',
      values: { path },
      hint: 'Correct --forecaster; `market` and `llm` need no file.',
    })
  }
  resolveOwnPackagesFromSource()
  const module = await load(path)
  return {
    name: path,
    paid: module.paid === true,
    usesModel: false,
    isOwnFile: true,
    asksMarkets: false,
    forecaster: parseStrategyModule(module, { name: path }),
  }
}

async function load(path: string): Promise<Record<string, unknown>> {
  try {
    return (await import(pathToFileURL(path).href)) as Record<string, unknown>
  } catch (cause) {
    throw new IgError({
      code: 'E_STRATEGY_FILE',
      message: 'The file of the strategy does not load.',
      values: { path, reason: cause instanceof Error ? cause.message : String(cause) },
      hint: 'Run `node` on the file alone to see the whole error; types are stripped, not compiled.',
      cause,
    })
  }
}

let hooked = false

/** A strategy inside this repository may import `@ig/...`, whose libraries need not have been built. */
function resolveOwnPackagesFromSource(): void {
  if (hooked) return
  hooked = true
  registerHooks({
    resolve: (specifier, context, next) =>
      next(
        specifier,
        specifier.startsWith('@ig/')
          ? { ...context, conditions: [...context.conditions, '@ig/source'] }
          : context,
      ),
  })
}
