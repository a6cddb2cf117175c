import type { Forecaster } from '@ig/forecaster'

/** A forecaster that the settings name. */
export interface ChosenForecaster {
  readonly name: string
  /** It may cost money, so it runs for payable events only. */
  readonly paid: boolean
  /** It asks a model; without its answer a forecast is a fallback. */
  readonly usesModel: boolean
  /** A file of the user's own. */
  readonly isOwnFile: boolean
  /** It asks markets itself, so a price that is at hand need not be handed to it. */
  readonly asksMarkets: boolean
  readonly forecaster: Forecaster
}
